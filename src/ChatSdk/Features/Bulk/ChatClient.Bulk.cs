using System.Runtime.CompilerServices;

namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>
    /// Sends many requests concurrently and returns each result as soon as it is available. A failure is returned as a result and
    /// does not stop the other requests. Once the server's rate limit is exceeded, requests are sent at a rate that the server accepts.
    /// </summary>
    /// <param name="requests">
    /// The requests. They are enumerated one by one, as calls complete, so they can be read from a large file. At most
    /// <paramref name="maxConcurrency"/> requests are in memory, plus one whose result waits to be enumerated.
    /// </param>
    /// <param name="maxConcurrency">The maximum number of concurrent requests, at least 1; 8 by default.</param>
    /// <param name="options">Settings for these calls that override those of the client. If they contain an idempotency key, the index of the request is appended to it.</param>
    /// <param name="cancellationToken">Cancels all calls. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>
    /// The results in the order of completion, each with the index of its request. They can be enumerated only once, because a second
    /// enumeration would send the requests again. Leaving the <c>await foreach</c> loop early cancels the calls.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="requests"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The results are enumerated a second time.</exception>
    /// <remarks>
    /// An exception that <paramref name="requests"/> itself throws is rethrown after the results of the requests before it. When the
    /// enumeration of the results ends, it waits for the running calls, but not for a pending <c>MoveNextAsync</c> of
    /// <paramref name="requests"/>. Instead, the token that was passed to the enumerator of <paramref name="requests"/> is canceled, and this
    /// enumerator is disposed when <c>MoveNextAsync</c> returns.
    /// </remarks>
    public IAsyncEnumerable<ChatRequestResult> CreateManyAsync(IAsyncEnumerable<ChatCompletionRequest> requests, int maxConcurrency = 8, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return new SingleUseStream<ChatRequestResult>(ManyRequests.RunAsync(this, requests, maxConcurrency, options?.Copy(), cancellationToken));
    }

    /// <summary>Sends many requests concurrently and returns each result as soon as it is available.</summary>
    /// <param name="requests">The requests. They are enumerated one by one, as calls complete.</param>
    /// <param name="maxConcurrency">The maximum number of concurrent requests, at least 1; 8 by default.</param>
    /// <param name="options">Settings for these calls that override those of the client.</param>
    /// <param name="cancellationToken">Cancels all calls. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The results in the order of completion, each with the index of its request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="requests"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The results are enumerated a second time.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ChatRequestResult> CreateManyAsync(IEnumerable<ChatCompletionRequest> requests, int maxConcurrency = 8, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return CreateManyAsync(OneByOneAsync(requests), maxConcurrency, options, cancellationToken);
    }

    /// <summary>Sends many prompts to the client's model concurrently and returns each result as soon as it is available.</summary>
    /// <param name="prompts">The prompts. They are enumerated one by one, as calls complete. An empty prompt results in an error and does not stop the others.</param>
    /// <param name="maxConcurrency">The maximum number of concurrent requests, at least 1; 8 by default.</param>
    /// <param name="options">Settings for these calls that override those of the client.</param>
    /// <param name="cancellationToken">Cancels all calls. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The results in the order of completion, each with the index of its prompt.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="prompts"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The results are enumerated a second time.</exception>
    public IAsyncEnumerable<ChatRequestResult> CreateManyAsync(IEnumerable<string> prompts, int maxConcurrency = 8, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);

        // A request without a message is rejected by the client, so the result for an empty prompt is an error.
        return CreateManyAsync(prompts.Select(prompt => string.IsNullOrEmpty(prompt) ? new ChatCompletionRequest() : RequestOf(prompt)), maxConcurrency, options, cancellationToken);
    }

    private static async IAsyncEnumerable<ChatCompletionRequest> OneByOneAsync(IEnumerable<ChatCompletionRequest> requests)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var request in requests)
        {
            yield return request;
        }
    }
}
