using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The embedding of one input.</summary>
[JsonConverter(typeof(WireConverter<ChatEmbedding>))]
public sealed partial record ChatEmbedding() : WireRecord
{
    private readonly ComparableVector _vector;

    /// <summary>Gets the type of the object: <c>embedding</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets the index of the input in the request; the first is 0.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary>Gets the vector, whether the server sent it as numbers or as base64; empty if the server sent none.</summary>
    [JsonPropertyName("embedding")]
    public ReadOnlyMemory<float> Vector { get => _vector.Value; init => _vector = new(value); }
}
