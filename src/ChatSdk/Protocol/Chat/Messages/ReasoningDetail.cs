using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A block of the model's reasoning, in a form that can be sent back to the server.</summary>
[JsonConverter(typeof(WireConverter<ReasoningDetail>))]
public sealed partial record ReasoningDetail() : WireRecord
{
    /// <summary>Gets the type of the block, such as <c>reasoning.text</c>, <c>reasoning.summary</c> or <c>reasoning.encrypted</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the text of the reasoning.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; init; }

    /// <summary>Gets a summary of the reasoning.</summary>
    [JsonPropertyName("summary")]
    public string? Summary { get; init; }

    /// <summary>Gets encrypted reasoning, which only the server can read.</summary>
    [JsonPropertyName("data")]
    public string? Data { get; init; }

    /// <summary>Gets the server's signature of the block.</summary>
    [JsonPropertyName("signature")]
    public string? Signature { get; init; }

    /// <summary>Gets the id of the block.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the format of the block.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; init; }

    /// <summary>Gets the index of the block. In a stream, all fragments of a block have the same index.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }
}
