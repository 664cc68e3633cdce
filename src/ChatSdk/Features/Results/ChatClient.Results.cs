using System.Runtime.CompilerServices;

namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>Asks, and gives the whole answer or the error.</summary>
    /// <param name="request">The question.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer or the error.</returns>
    /// <exception cref="ArgumentException">The request has no message, or no model and the client has none either.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ChatResult<ChatCompletion>> TryCreateAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CatchAsync(CreateAsync(request, options, cancellationToken));
    }

    /// <summary>Asks a model to go on with a text, and gives what it wrote or the error.</summary>
    /// <param name="request">The text.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What the model wrote, or the error.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, or no model and the client has none either.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ChatResult<TextCompletion>> TryCreateTextAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CatchAsync(CreateTextAsync(request, options, cancellationToken));
    }

    /// <summary>
    /// Asks, and gives the answer out piece by piece. A failure, whenever it comes, is the last result; the loop does not throw.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The chunks, and the error if there is one.</returns>
    /// <exception cref="ArgumentException">The request has no message, or no model and the client has none either.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time, which would be a second call.</exception>
    public IAsyncEnumerable<ChatResult<ChatCompletionChunk>> TryCreateStreamAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CatchStreamAsync(CreateStreamAsync(request, options, cancellationToken), CancellationToken.None);
    }

    /// <summary>Asks a model to go on with a text, and gives what it writes out piece by piece. A failure is the last result.</summary>
    /// <param name="request">The text.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The pieces, and the error if there is one.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, or no model and the client has none either.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time, which would be a second call.</exception>
    public IAsyncEnumerable<ChatResult<TextCompletion>> TryCreateTextStreamAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CatchStreamAsync(CreateTextStreamAsync(request, options, cancellationToken), CancellationToken.None);
    }

    /// <summary>Gives the models that the server offers, or the error.</summary>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The models or the error.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ChatResult<IReadOnlyList<ChatModel>>> TryListModelsAsync(ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CatchAsync(ListModelsAsync(options, cancellationToken));
    }

    private static async Task<ChatResult<T>> CatchAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return new ChatResult<T>(await call.ConfigureAwait(false));
        }
        catch (ChatException exception)
        {
            return new ChatResult<T>(exception);
        }
    }

    private static async IAsyncEnumerable<ChatResult<T>> CatchStreamAsync<T>(IAsyncEnumerable<T> chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var enumerator = chunks.GetAsyncEnumerator(cancellationToken);
        await using var closing = enumerator.ConfigureAwait(false);
        while (true)
        {
            var (goesOn, error) = await NextAsync().ConfigureAwait(false);
            if (error is not null)
            {
                yield return new ChatResult<T>(error);
            }

            if (!goesOn)
            {
                yield break;
            }

            yield return new ChatResult<T>(enumerator.Current);
        }

        async ValueTask<(bool GoesOn, ChatException? Error)> NextAsync()
        {
            try
            {
                return (await enumerator.MoveNextAsync().ConfigureAwait(false), null);
            }
            catch (ChatException exception)
            {
                return (false, exception);
            }
        }
    }
}
