using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A block of the model's reasoning, in a form that can be sent back.</summary>
[JsonConverter(typeof(WireConverter<ReasoningDetail>))]
public sealed partial record ReasoningDetail() : WireRecord
{
    /// <summary>Gets the kind, such as <c>reasoning.text</c>, <c>reasoning.summary</c> or <c>reasoning.encrypted</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the thinking itself.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; init; }

    /// <summary>Gets a summary of it.</summary>
    [JsonPropertyName("summary")]
    public string? Summary { get; init; }

    /// <summary>Gets thinking that only the server can read.</summary>
    [JsonPropertyName("data")]
    public string? Data { get; init; }

    /// <summary>Gets the server's signature under it.</summary>
    [JsonPropertyName("signature")]
    public string? Signature { get; init; }

    /// <summary>Gets its id.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the form of <see cref="Data"/>.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; init; }

    /// <summary>Gets the index, by which the fragments of a stream belong together.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }
}
