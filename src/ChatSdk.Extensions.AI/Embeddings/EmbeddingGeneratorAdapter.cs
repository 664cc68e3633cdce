using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Adapts a <see cref="ChatClient"/> to <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>. The adapter is stateless.</summary>
internal sealed class EmbeddingGeneratorAdapter(ChatClient client) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new(ChatClientAdapter.ProviderName, client.BaseAddress, client.Model);

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] input = [.. values];
        if (input.Contains(null))
        {
            throw new ArgumentException("The values include null.", nameof(values));
        }

        // Servers reject an empty list.
        if (input.Length == 0)
        {
            return [];
        }

        var request = EmbeddingMapper.Map(this, input, options);
        var response = await client.CreateEmbeddingsAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return EmbeddingMapper.Map(response, input.Length);
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType == typeof(ChatClient) ? client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The client is not disposed, because its owner may still use it.
    }
}
