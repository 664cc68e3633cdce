using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A tool call of the model; in a stream, a fragment of one.</summary>
[JsonConverter(typeof(WireConverter<ChatToolCall>))]
public sealed partial record ChatToolCall() : WireRecord
{
    // Values that all fragments of a call share are in one object for all of them.
    private Shared _shared = Shared.None;

    /// <summary>Gets the index among the calls of the answer, by which the fragments of a stream belong together.</summary>
    [JsonPropertyName("index")]
    public int? Index { get => _shared.Index; init => _shared = _shared with { Index = value }; }

    /// <summary>Gets the id that the result is sent back under.</summary>
    [JsonPropertyName("id")]
    public string? Id { get => _shared.Id; init => _shared = _shared with { Id = value }; }

    /// <summary>Gets the kind: <c>function</c> or <c>custom</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get => _shared.Type; init => _shared = _shared with { Type = value }; }

    /// <summary>Gets the function and its arguments.</summary>
    [JsonPropertyName("function")]
    public FunctionCall? Function { get; init; }

    /// <summary>Gets the free-text tool and its input.</summary>
    [JsonPropertyName("custom")]
    public CustomToolCall? Custom { get => _shared.Custom; init => _shared = _shared with { Custom = value }; }

    private sealed record Shared
    {
        public static Shared None { get; } = new();

        public int? Index;
        public string? Id;
        public string? Type;
        public CustomToolCall? Custom;
    }
}
