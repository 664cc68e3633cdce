using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>What a chunk adds to the message of a choice.</summary>
[JsonConverter(typeof(WireConverter<ChatDelta>))]
public sealed partial record ChatDelta() : WireRecord
{
    /// <summary>Gets who speaks; often only in the first chunk.</summary>
    [JsonPropertyName("role")]
    public ChatRole? Role { get; init; }

    /// <summary>Gets the next piece of text.</summary>
    [JsonPropertyName("content")]
    public ChatContent? Content { get; init; }

    /// <summary>Gets the next piece of the words with which the model refuses.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>Gets pieces of tool calls.</summary>
    [JsonPropertyName("tool_calls")]
    public IReadOnlyList<ChatToolCall>? ToolCalls { get; init => field = WireList<ChatToolCall>.FromOptional(value); }

    /// <summary>Gets a piece of a function call, in the older protocol.</summary>
    [JsonPropertyName("function_call")]
    public FunctionCall? FunctionCall { get; init; }

    /// <summary>Gets the next piece of thinking, from servers that call it so; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning_content")]
    public string? ReasoningContent { get; init; }

    /// <summary>Gets the next piece of thinking, from servers that call it <c>reasoning</c>; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning")]
    public string? ReasoningText { get; init; }

    /// <summary>Gets the next pieces of thinking that can be sent back; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning_details")]
    public IReadOnlyList<ReasoningDetail>? ReasoningDetails { get; init => field = WireList<ReasoningDetail>.FromOptional(value); }

    /// <summary>Gets the next piece of a spoken answer.</summary>
    [JsonPropertyName("audio")]
    public ChatAudio? Audio { get; init; }

    /// <summary>Gets sources of the answer.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyList<ChatAnnotation>? Annotations { get; init => field = WireList<ChatAnnotation>.FromOptional(value); }

    /// <summary>Gets the piece of text; empty if there is none.</summary>
    [JsonIgnore]
    public string Text => Content?.Text ?? "";

    /// <summary>Gets the piece of thinking, wherever the server put it; empty if there is none.</summary>
    [JsonIgnore]
    public string Reasoning => ReasoningPlaces.Unify(ReasoningContent, ReasoningText, Content, ReasoningDetails);
}
