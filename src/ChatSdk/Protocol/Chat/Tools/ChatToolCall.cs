using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A tool call that the model requests; in a stream, a fragment of a call.</summary>
[JsonConverter(typeof(WireConverter<ChatToolCall>))]
public sealed partial record ChatToolCall() : WireRecord
{
    // Holds the values that most fragments of a call have in common, so that the fragments can share one object.
    private Shared _shared = Shared.None;

    /// <summary>Gets the index of the call in the answer. In a stream, all fragments of a call have the same index.</summary>
    [JsonPropertyName("index")]
    public int? Index { get => _shared.Index; init => _shared = _shared with { Index = value }; }

    /// <summary>Gets the id of the call, with which its result must be sent back.</summary>
    [JsonPropertyName("id")]
    public string? Id { get => _shared.Id; init => _shared = _shared with { Id = value }; }

    /// <summary>Gets the type: <c>function</c> or <c>custom</c>.</summary>
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
