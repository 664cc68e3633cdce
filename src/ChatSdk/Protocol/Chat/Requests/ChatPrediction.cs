using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Text that is likely to appear in the answer.</summary>
[JsonConverter(typeof(WireConverter<ChatPrediction>))]
public sealed partial record ChatPrediction() : WireRecord
{
    /// <summary>Gets the type of the prediction, such as <c>content</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the text.</summary>
    [JsonPropertyName("content")]
    public ChatContent? Content { get; init; }
}
