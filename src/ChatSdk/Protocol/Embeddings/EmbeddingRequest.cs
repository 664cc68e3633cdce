using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A request for embeddings: the body of <c>POST embeddings</c>. What is not set is not sent.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/embeddings/create">the protocol's description</see>.</remarks>
[JsonConverter(typeof(WireConverter<EmbeddingRequest>))]
public sealed partial record EmbeddingRequest() : WireRecord, IModelRequest
{
    /// <summary>Gets the model, by the server's name for it; the client's model if <see langword="null"/>.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets what to embed: a string, a list of strings, or tokens. Required; checked when the request is sent.</summary>
    [JsonPropertyName("input")]
    public TextPrompt? Input { get; init; }

    /// <summary>Gets the number of dimensions of each vector, where the model supports it.</summary>
    [JsonPropertyName("dimensions")]
    public int? Dimensions { get; init; }

    /// <summary>Gets the form of the vectors on the wire: <c>"float"</c> or <c>"base64"</c>, which is shorter. Both are read.</summary>
    [JsonPropertyName("encoding_format")]
    public string? EncodingFormat { get; init; }

    /// <summary>Gets an identifier of the user, which does not identify the person.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    int? IModelRequest.ChoiceCount => null;

    WireRecord IModelRequest.WithModel(string model) => this with { Model = model };
}
