using System.Runtime.CompilerServices;

namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>Sends a request and returns the complete response or the error.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer or the error.</returns>
    /// <exception cref="ArgumentException">The request has no message or is otherwise invalid, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ChatResult<ChatCompletion>> TryCreateAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(CreateAsync(request, options, cancellationToken));
    }

    /// <summary>Sends a prompt to the client's model and returns the complete response or the error.</summary>
    /// <param name="prompt">The user's message.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response or the error.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or an option is invalid.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public Task<ChatResult<ChatCompletion>> TryCreateAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return TryCreateAsync(RequestOf(prompt), options, cancellationToken);
    }

    /// <summary>Sends text for the model to continue and returns the response or the error.</summary>
    /// <param name="request">The request, with the text to continue.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The generated text, or the error.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public Task<ChatResult<TextCompletion>> TryCreateTextAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(CreateTextAsync(request, options, cancellationToken));
    }

    /// <summary>
    /// Sends the request and streams the answer as it is generated. If the call fails, the last result contains the error, and no <see cref="ChatException"/> is thrown.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, and the error if the call fails.</returns>
    /// <exception cref="ArgumentException">The request has no message or is otherwise invalid, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second call.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ChatResult<ChatCompletionChunk>> TryCreateStreamAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.StreamAsync(CreateStreamAsync(request, options, cancellationToken), CancellationToken.None);
    }

    /// <summary>Sends a prompt to the client's model and streams the response as it is generated. If the call fails, the last result contains the error, and no <see cref="ChatException"/> is thrown.</summary>
    /// <param name="prompt">The user's message.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, and the error if the call fails.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or an option is invalid.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second call.</exception>
    public IAsyncEnumerable<ChatResult<ChatCompletionChunk>> TryCreateStreamAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return TryCreateStreamAsync(RequestOf(prompt), options, cancellationToken);
    }

    /// <summary>Sends text for the model to continue and streams the text as it is generated. If the call fails, the last result contains the error, and no <see cref="ChatException"/> is thrown.</summary>
    /// <param name="request">The request, with the text to continue.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, and the error if the call fails.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second call.</exception>
    public IAsyncEnumerable<ChatResult<TextCompletion>> TryCreateTextStreamAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.StreamAsync(CreateTextStreamAsync(request, options, cancellationToken), CancellationToken.None);
    }

    /// <summary>Lists the models that the server offers, or returns the error.</summary>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The models or the error.</returns>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public Task<ChatResult<IReadOnlyList<ChatModel>>> TryListModelsAsync(ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(ListModelsAsync(options, cancellationToken));
    }
}
