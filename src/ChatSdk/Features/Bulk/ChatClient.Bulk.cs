using System.Runtime.CompilerServices;

namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>
    /// Sends many requests, a number of them at once, and returns each result as soon as it is ready. A failure is a result and
    /// does not end the others. When the server refuses requests because they come too fast, their rate is adapted to what it accepts.
    /// </summary>
    /// <param name="requests">
    /// The requests. The next one is taken when there is room for it, and never while another one is being taken, so that they
    /// may come from a large file; no more than <paramref name="maxConcurrency"/> of them and their results are in memory, and one result that waits to be taken.
    /// </param>
    /// <param name="maxConcurrency">How many are sent at once; 8 by default.</param>
    /// <param name="options">What differs for these calls from the client's settings. The number of the request is appended to an idempotency key.</param>
    /// <param name="cancellationToken">Cancels all calls, as a token passed to <c>WithCancellation</c> does.</param>
    /// <returns>
    /// The results as they are ready, each with the index of its request. They can be enumerated once: a second time would send
    /// the requests again. Leaving the loop early cancels the calls.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time.</exception>
    /// <remarks>
    /// What <paramref name="requests"/> itself throws is thrown after the results of the requests before it. The end of the loop
    /// waits for the calls, but not for <paramref name="requests"/>: if it is waiting for its next item, it is told by its token, and closed when it returns.
    /// </remarks>
    public IAsyncEnumerable<ChatRequestResult> CreateManyAsync(IAsyncEnumerable<ChatCompletionRequest> requests, int maxConcurrency = 8, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return new SingleUseStream<ChatRequestResult>(ManyRequests.RunAsync(this, requests, maxConcurrency, options, cancellationToken));
    }

    /// <summary>Sends many requests, a number of them at once, and returns each result as soon as it is ready.</summary>
    /// <param name="requests">The requests. The next one is taken when there is room for it.</param>
    /// <param name="maxConcurrency">How many are sent at once; 8 by default.</param>
    /// <param name="options">What differs for these calls from the client's settings.</param>
    /// <param name="cancellationToken">Cancels all calls, as a token passed to <c>WithCancellation</c> does.</param>
    /// <returns>The results as they are ready, each with the index of its request.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ChatRequestResult> CreateManyAsync(IEnumerable<ChatCompletionRequest> requests, int maxConcurrency = 8, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return CreateManyAsync(OneByOneAsync(requests), maxConcurrency, options, cancellationToken);
    }

    /// <summary>Sends many prompts to the client's model, a number of them at once, and returns each result as soon as it is available.</summary>
    /// <param name="prompts">The prompts. The next one is taken when there is room for it. One that is empty fails on its own.</param>
    /// <param name="maxConcurrency">How many are sent at once; 8 by default.</param>
    /// <param name="options">What differs for these calls from the client's settings.</param>
    /// <param name="cancellationToken">Cancels all calls, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The results as they become available, each with the position of its prompt.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="prompts"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxConcurrency"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time.</exception>
    public IAsyncEnumerable<ChatRequestResult> CreateManyAsync(IEnumerable<string> prompts, int maxConcurrency = 8, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompts);

        // A request without a message is refused when its turn comes.
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
