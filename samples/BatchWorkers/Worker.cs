using System.Text.Json;
using ChatSdk;

/// <summary>Sends the requests in the lines of a job, together with the other workers, until every line has a result.</summary>
internal sealed class Worker(Job job, LineQueue queue, ChatClient client)
{
    private const int _maxConcurrency = 16;
    private const int _maxDeliveries = 3;
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(200);

    private readonly List<Task> _answering = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = queue.RenewAsync(stop.Token);
        try
        {
            await AnswerAllAsync(renewal, stop.Token);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll([renewal, .. _answering]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await queue.ReleaseAsync();
        }
    }

    private async Task AnswerAllAsync(Task renewal, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_answering.Count < _maxConcurrency && await NextAsync(cancellationToken) is { } line)
            {
                _answering.Add(AnswerAsync(line, cancellationToken));
                continue;
            }

            if (_answering.Count == 0 && await job.IsCompleteAsync())
            {
                return;
            }

            var completed = await Task.WhenAny([renewal, Task.Delay(_pollInterval, cancellationToken), .. _answering]);
            _answering.Remove(completed);
            await completed;
        }
    }

    /// <summary>Takes a new line or, if there is none, a line from a worker that was killed.</summary>
    private async Task<RequestLine?> NextAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await queue.TakeNewAsync() is { } line)
        {
            return line;
        }

        if (await queue.FindAbandonedAsync() is not { } abandoned)
        {
            return null;
        }

        if (abandoned.Deliveries < _maxDeliveries - 1)
        {
            return await queue.ClaimAsync(abandoned);
        }

        // This line may be the reason why its workers were killed. It is delivered one last time, when no other line is in progress in this process.
        await Task.WhenAll(_answering);
        _answering.Clear();
        if (await queue.ClaimAsync(abandoned) is { } last)
        {
            await AnswerAsync(last, cancellationToken);
        }

        return null;
    }

    private async Task AnswerAsync(RequestLine line, CancellationToken cancellationToken)
    {
        var result = line.Deliveries <= _maxDeliveries
            ? await SendAsync(line, cancellationToken)
            : LineResult.FromError(line.Number, $"The line was given to {_maxDeliveries} workers, and none of them returned a result.");
        await queue.CompleteAsync(line, result);
    }

    private async Task<LineResult> SendAsync(RequestLine line, CancellationToken cancellationToken)
    {
        try
        {
            var request = JsonSerializer.Deserialize<ChatCompletionRequest>(line.Text)!;
            return LineResult.FromCompletion(line.Number, await client.CreateAsync(request, cancellationToken: cancellationToken));
        }
        catch (JsonException exception)
        {
            return LineResult.FromError(line.Number, $"The line is not the JSON of a chat request: {exception.Message}");
        }
        catch (Exception exception) when (exception is ArgumentException or ChatException && !AffectsEveryLine(exception))
        {
            return LineResult.FromError(line.Number, exception.Message);
        }
    }

    /// <summary>Determines whether the worker would fail in the same way with every line. The worker must then stop, because it would otherwise store an error for every line of the job.</summary>
    private static bool AffectsEveryLine(Exception exception) => exception
        is ChatConnectionException { Kind: ChatConnectionErrorKind.Dns or ChatConnectionErrorKind.Refused or ChatConnectionErrorKind.Tls or ChatConnectionErrorKind.Proxy }
        or ChatApiException { Kind: ChatErrorKind.Authentication or ChatErrorKind.QuotaExhausted };
}
