using System.Collections.Concurrent;

namespace ChatSdk.Tool;

/// <summary>Sends the lines of a batch that have no result yet.</summary>
internal sealed class BatchRun(ChatClient client, BatchInput input, BatchOutput output)
{
    private readonly ConcurrentDictionary<int, BatchLine> _sent = [];
    private bool _hasSuccess;

    /// <summary>Writes an error for each invalid line, sends the other lines, and writes their results.</summary>
    /// <param name="maxConcurrency">The maximum number of requests at the same time.</param>
    /// <param name="onResult">Called after each result.</param>
    /// <param name="cancellationToken">Stops the batch. Requests that have not been answered by then have no result.</param>
    /// <exception cref="ChatException">
    /// All further requests would fail too, because of the budget, the quota, the key, the address or the connection.
    /// </exception>
    public async Task RunAsync(int maxConcurrency, Action onResult, CancellationToken cancellationToken)
    {
        foreach (var line in input.Lines().Where(line => line.Error is not null && !output.Has(line.Key)))
        {
            output.Add(line, BatchResult.Failed(line, exception: null), isSuccess: false);
            onResult();
        }

        await foreach (var result in client.CreateManyAsync(Requests(), maxConcurrency, cancellationToken: cancellationToken))
        {
            _sent.TryRemove(result.Index, out var line);
            Add(line!, result);
            onResult();
        }
    }

    private void Add(BatchLine line, ChatRequestResult result)
    {
        if (result.IsSuccess)
        {
            _hasSuccess = true;
            output.Add(line, BatchResult.Success(line, result.Completion), isSuccess: true);
        }
        else if (ConcernsAllRequests(result.Error))
        {
            throw result.Error;
        }
        else
        {
            output.Add(line, BatchResult.Failed(line, result.Error), isSuccess: false);
        }
    }

    // CreateManyAsync reads the requests on another thread while results are written, so this method must not call output.Has.
    private IEnumerable<ChatCompletionRequest> Requests()
    {
        var index = 0;
        foreach (var line in input.Lines().Where(line => line.Request is not null && !output.Earlier.Contains(line.Key)))
        {
            _sent[index++] = line;
            yield return line.Request!;
        }
    }

    // A batch must not turn thousands of lines into failures because the server is down for a minute.
    private bool ConcernsAllRequests(Exception error) => error switch
    {
        ChatBudgetException => true,
        ChatRateLimitException exception => exception.IsQuotaExhausted,
        ChatApiException exception => exception.Kind == ChatErrorKind.Authentication,
        ChatConnectionException exception => exception.Kind is ChatConnectionErrorKind.Dns or ChatConnectionErrorKind.Refused or ChatConnectionErrorKind.Tls or ChatConnectionErrorKind.Proxy,
        ChatProtocolException => !_hasSuccess,
        _ => false,
    };
}
