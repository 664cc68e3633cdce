using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ChatSdk;

/// <summary>
/// Many requests under way. The next one is taken when the result of another was taken, so what is in memory is bounded by the
/// number that run at once.
/// </summary>
internal sealed class ManyRequests
{
    // A server that refuses the same request this often, while all others are held back, means something else than "too fast".
    private const int _mostRefusals = 10;

    private readonly ChatClient _client;
    private readonly ChatCallOptions _options;
    private readonly RateLimitGate _gate;
    private readonly Channel<ChatRequestResult> _results = Channel.CreateBounded<ChatRequestResult>(1);

    private ManyRequests(ChatClient client, ChatCallOptions? options)
    {
        _client = client;
        _options = options ?? new ChatCallOptions();
        _gate = new RateLimitGate(client.Options);
    }

    public static async IAsyncEnumerable<ChatRequestResult> RunAsync(ChatClient client, IAsyncEnumerable<ChatCompletionRequest> requests, int maxConcurrency, ChatCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var many = new ManyRequests(client, options);
        var work = many.AnswerAllAsync(requests, maxConcurrency, stop.Token);
        try
        {
            await foreach (var result in many._results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "It reaches the caller, behind the results that came before it.")]
    private async Task AnswerAllAsync(IAsyncEnumerable<ChatCompletionRequest> requests, int maxConcurrency, CancellationToken cancellationToken)
    {
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = maxConcurrency, CancellationToken = cancellationToken };

            // Not with the loop's own token: a source that throws cancels that, but what was taken before is still to be answered.
            await Parallel.ForEachAsync(NumberAsync(requests, CancellationToken.None), parallel, (request, _) => AnswerAsync(request.Index, request.Request, cancellationToken)).ConfigureAwait(false);
            _results.Writer.Complete();
        }
        catch (Exception exception)
        {
            _results.Writer.Complete(exception);
        }
    }

    private static async IAsyncEnumerable<(int Index, ChatCompletionRequest Request)> NumberAsync(IAsyncEnumerable<ChatCompletionRequest> requests, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = 0;
        await foreach (var request in requests.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return (index++, request);
        }
    }

    private async ValueTask AnswerAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        var result = await ResultAsync(index, request, cancellationToken).ConfigureAwait(false);
        await _results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031", Justification = "One request that cannot be answered must not end the others.")]
    private async ValueTask<ChatRequestResult> ResultAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new ChatRequestResult(index, request, await AskAsync(index, request, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new ChatRequestResult(index, request, null, exception);
        }
    }

    private async ValueTask<ChatCompletion> AskAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        var options = _options.ForOneOfMany(index);
        var attempts = 0;
        var begin = _client.Options.TimeProvider.GetTimestamp();
        for (var refusals = 0; ; refusals++)
        {
            var number = await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var answer = await _client.CreateAsync(request, options, cancellationToken).ConfigureAwait(false);
                _gate.Open();
                return answer;
            }
            catch (ChatException exception)
            {
                exception.Attempts = attempts += exception.Attempts;
                if (refusals == _mostRefusals || !CallsForPause(exception, begin, out var pause))
                {
                    throw;
                }

                _gate.Close(number, pause);
            }
        }
    }

    private bool CallsForPause(ChatException exception, long begin, out TimeSpan? pause)
    {
        var settings = _client.Options;
        var limit = _options.OverallTimeout ?? settings.OverallTimeout;
        pause = (exception as ChatRateLimitException)?.RetryAfter;
        return exception is ChatRateLimitException { IsRetryable: true }
            && !(pause > settings.MaxRetryAfter)
            && (limit == Timeout.InfiniteTimeSpan || settings.TimeProvider.GetElapsedTime(begin) + (pause ?? TimeSpan.Zero) < limit);
    }
}
