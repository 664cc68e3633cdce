using ChatSdk;
using ChatSdk.Extensions.AI;

namespace Microsoft.Extensions.AI;

/// <summary>Provides extension methods to use a <see cref="ChatClient"/> as an <see cref="IChatClient"/> or as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>.</summary>
public static class ChatSdkChatClientExtensions
{
    /// <summary>
    /// Returns the client as an <see cref="IChatClient"/>. The client and the returned instance are thread-safe and can be used at the
    /// same time. Disposing the returned instance does not dispose the client.
    /// </summary>
    /// <param name="client">The client. Its model is used if <see cref="ChatOptions.ModelId"/> is not set.</param>
    /// <returns>
    /// An adapter for the client. Its methods throw <see cref="ChatException"/> and
    /// <see cref="OperationCanceledException"/> like those of the client, and <see cref="NotSupportedException"/> for options
    /// and contents that the protocol does not support.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IChatClient AsIChatClient(this ChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ChatClientAdapter(client);
    }

    /// <summary>
    /// Returns the client as an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. The client and the returned instance are
    /// thread-safe and can be used at the same time. Disposing the returned instance does not dispose the client.
    /// </summary>
    /// <param name="client">The client. Its model is used if <see cref="EmbeddingGenerationOptions.ModelId"/> is not set, and must then be an embedding model.</param>
    /// <returns>
    /// An adapter for the client, which sends all values of a call in one request. Its methods throw <see cref="ChatException"/> and
    /// <see cref="OperationCanceledException"/> like those of the client, <see cref="ChatProtocolException"/> if the number of embeddings
    /// differs from the number of values, and <see cref="NotSupportedException"/> for additional properties that cannot be written as JSON.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> AsIEmbeddingGenerator(this ChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new EmbeddingGeneratorAdapter(client);
    }
}
