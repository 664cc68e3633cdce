using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A request for embeddings: the body of <c>POST embeddings</c>. Properties that are not set are not sent.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/embeddings/create">the protocol's description</see>.</remarks>
[JsonConverter(typeof(WireConverter<EmbeddingRequest>))]
public sealed partial record EmbeddingRequest() : WireRecord, IModelRequest
{
    /// <summary>Gets the name of the model. If it is <see langword="null"/>, the client's model is used.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the input to embed: a string, a list of strings, or tokens. It is required. The client checks this when it sends the request.</summary>
    [JsonPropertyName("input")]
    public TextPrompt? Input { get; init; }

    /// <summary>Gets the number of dimensions of each vector, for models that support it.</summary>
    [JsonPropertyName("dimensions")]
    public int? Dimensions { get; init; }

    /// <summary>Gets the format in which the server sends the vectors: <c>"float"</c>, or <c>"base64"</c>, which is shorter. The client can read both.</summary>
    [JsonPropertyName("encoding_format")]
    public string? EncodingFormat { get; init; }

    /// <summary>Gets a stable, anonymous identifier of the end user, which helps the server detect abuse.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    int? IModelRequest.ChoiceCount => null;

    WireRecord IModelRequest.WithModel(string model) => this with { Model = model };
}
