namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>Sends the request and returns the embeddings.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The embeddings, in the order of the input.</returns>
    /// <exception cref="ArgumentException">The request has no input, or no model and the client has none either.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    public Task<EmbeddingResponse> CreateEmbeddingsAsync(EmbeddingRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var complete = request with { Model = request.Model ?? Model };
        if (string.IsNullOrWhiteSpace(complete.Model) && !request.ExtraFields.ContainsKey("model"))
        {
            throw new ArgumentException("Model is missing: set it in the request or for the client.", nameof(request));
        }

        if (request.Input is null && !request.ExtraFields.ContainsKey("input"))
        {
            throw new ArgumentException("Input is missing.", nameof(request));
        }

        return RunAsync(Endpoints.Embeddings, options, cancellationToken, complete);
    }

    /// <summary>Returns the embeddings of one or more strings, made by the client's model.</summary>
    /// <param name="input">A string, or a collection expression of several.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The embeddings, in the order of the input; <see cref="EmbeddingResponse.Vector"/> is that of the first.</returns>
    /// <exception cref="ArgumentException">The input is <see langword="null"/>, or the client has no model.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    public Task<EmbeddingResponse> CreateEmbeddingsAsync(TextPrompt input, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        return CreateEmbeddingsAsync(new EmbeddingRequest { Input = input }, options, cancellationToken);
    }
}
