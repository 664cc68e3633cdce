using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A call that the model wants made; in a stream, a piece of one.</summary>
[JsonConverter(typeof(WireConverter<ChatToolCall>))]
public sealed partial record ChatToolCall() : WireRecord
{
    /// <summary>Gets the place among the calls of the answer, by which the pieces of a stream belong together.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary>Gets the id that the result is sent back under.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the kind: <c>function</c> or <c>custom</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the function and its arguments.</summary>
    [JsonPropertyName("function")]
    public FunctionCall? Function { get; init; }

    /// <summary>Gets the free-text tool and its input.</summary>
    [JsonPropertyName("custom")]
    public CustomToolCall? Custom { get; init; }
}
