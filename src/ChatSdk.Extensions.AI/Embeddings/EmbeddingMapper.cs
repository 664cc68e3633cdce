using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps requests for embeddings and their responses. Values set in the raw request, which <see cref="EmbeddingGenerationOptions.RawRepresentationFactory"/> returns, take precedence over the other options. Only the input in the raw request is not used.</summary>
internal static class EmbeddingMapper
{
    /// <summary>Creates the request.</summary>
    /// <exception cref="NotSupportedException">The raw request has the wrong type, or an additional property cannot be written as JSON.</exception>
    public static EmbeddingRequest Map(IEmbeddingGenerator generator, string[] input, EmbeddingGenerationOptions? options)
    {
        var start = Start(generator, options);
        var request = start with
        {
            Input = input,
            Model = Named(start.Model) ?? Named(options?.ModelId),
            Dimensions = start.Dimensions ?? options?.Dimensions,
        };
        var fields = (options?.AdditionalProperties ?? []).Where(property => !IsSet(start, property.Key));
        return Fields.With(request, fields.Select(property => KeyValuePair.Create(property.Key, Fields.Json(property.Value, $"AdditionalProperties[\"{property.Key}\"]"))));
    }

    /// <summary>Maps the response.</summary>
    /// <exception cref="ChatProtocolException">The number of embeddings differs from the number of values, so it is not known which embedding belongs to which value.</exception>
    public static GeneratedEmbeddings<Embedding<float>> Map(EmbeddingResponse response, int count) => response.Data.Count == count
        ? new(response.Data.Select(data => Map(data, response.Model)))
        {
            Usage = response.Usage is { } usage ? UsageMapper.Map(usage) : null,
            AdditionalProperties = Fields.ToProperties(response.ExtraFields),
        }
        : throw new ChatProtocolException($"The response has {response.Data.Count} embeddings for {count} values.");

    private static Embedding<float> Map(ChatEmbedding data, string? model) =>
        new(data.Vector) { ModelId = model, AdditionalProperties = Fields.ToProperties(data.ExtraFields) };

    private static EmbeddingRequest Start(IEmbeddingGenerator generator, EmbeddingGenerationOptions? options) => options?.RawRepresentationFactory?.Invoke(generator) switch
    {
        null => new(),
        EmbeddingRequest request => request,
        var other => throw new NotSupportedException($"RawRepresentationFactory returned a {other.GetType()}; this generator accepts an EmbeddingRequest or null."),
    };

    // An empty name would override the client's model.
    private static string? Named(string? model) => string.IsNullOrWhiteSpace(model) ? null : model;

    private static bool IsSet(EmbeddingRequest raw, string name) => raw.ExtraFields.ContainsKey(name) || name switch
    {
        "model" => raw.Model is not null,
        "dimensions" => raw.Dimensions is not null,
        "encoding_format" => raw.EncodingFormat is not null,
        "user" => raw.User is not null,
        _ => false,
    };
}
