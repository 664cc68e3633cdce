using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The part of a chunk that is added to the message of a choice.</summary>
[JsonConverter(typeof(WireConverter<ChatDelta>))]
public sealed partial record ChatDelta() : WireRecord
{
    // Holds the values that most chunks of a stream have in common, so that the chunks can share one object.
    private Shared _shared = Shared.None;
    private TextOrContent _content;
    private LazyList<ChatToolCall> _toolCalls;

    /// <summary>Gets the role of the author; many servers send it only in the first chunk.</summary>
    [JsonPropertyName("role")]
    public ChatRole? Role { get => _shared.Role; init => _shared = _shared with { Role = value }; }

    /// <summary>Gets the next fragment of the content: text or, from some servers, a list of parts.</summary>
    [JsonPropertyName("content")]
    public ChatContent? Content { get => _content.Content; init => _content = new(value); }

    /// <summary>Gets the name of the author, to distinguish authors with the same role.</summary>
    [JsonPropertyName("name")]
    public string? Name { get => _shared.Name; init => _shared = _shared with { Name = value }; }

    /// <summary>Gets the next fragment of a refusal.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get => _shared.Refusal; init => _shared = _shared with { Refusal = value }; }

    /// <summary>Gets the next fragments of tool calls.</summary>
    [JsonPropertyName("tool_calls")]
    public IReadOnlyList<ChatToolCall>? ToolCalls { get => _toolCalls.List; init => _toolCalls = new(WireList<ChatToolCall>.FromOptional(value)); }

    /// <summary>Gets a fragment of a function call, in the legacy form of the protocol.</summary>
    [JsonPropertyName("function_call")]
    public FunctionCall? FunctionCall { get => _shared.FunctionCall; init => _shared = _shared with { FunctionCall = value }; }

    /// <summary>Gets the next fragment of reasoning, from servers that call it <c>reasoning_content</c>; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning_content")]
    public string? ReasoningContent { get => _shared.ReasoningContent; init => _shared = _shared with { ReasoningContent = value }; }

    /// <summary>Gets the next fragment of reasoning, from servers that call it <c>reasoning</c>; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning")]
    public string? ReasoningText { get => _shared.ReasoningText; init => _shared = _shared with { ReasoningText = value }; }

    /// <summary>Gets the next fragments of reasoning that can be sent back to the server; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("reasoning_details")]
    public IReadOnlyList<ReasoningDetail>? ReasoningDetails { get => _shared.ReasoningDetails; init => _shared = _shared with { ReasoningDetails = WireList<ReasoningDetail>.FromOptional(value) }; }

    /// <summary>Gets the next fragment of reasoning that was between tags in the text, if <see cref="ChatClientOptions.SeparateThinkTags"/> is set; see <see cref="Reasoning"/>.</summary>
    [JsonPropertyName("separated_reasoning")]
    public string? SeparatedReasoning { get => _shared.Rare.SeparatedReasoning; init => _shared = _shared with { Rare = _shared.Rare with { SeparatedReasoning = value } }; }

    /// <summary>Gets the next fragment of a spoken answer.</summary>
    [JsonPropertyName("audio")]
    public ChatAudio? Audio { get => _shared.Rare.Audio; init => _shared = _shared with { Rare = _shared.Rare with { Audio = value } }; }

    /// <summary>Gets images that the model generated. Some servers repeat them in every chunk; <see cref="ChatCompletionAccumulator"/> removes the repetitions.</summary>
    [JsonPropertyName("images")]
    public IReadOnlyList<ImagePart>? Images { get => _shared.Rare.Images; init => _shared = _shared with { Rare = _shared.Rare with { Images = WireList<ImagePart>.FromOptional(value) } }; }

    /// <summary>Gets sources that the answer cites.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyList<ChatAnnotation>? Annotations { get => _shared.Rare.Annotations; init => _shared = _shared with { Rare = _shared.Rare with { Annotations = WireList<ChatAnnotation>.FromOptional(value) } }; }

    /// <summary>Gets the fragment of text; empty if there is none.</summary>
    [JsonIgnore]
    public string Text => _content.Text ?? "";

    /// <summary>Gets the fragment of reasoning, from whichever field the server uses; empty if there is none.</summary>
    [JsonIgnore]
    public string Reasoning => ReasoningPlaces.Unify(ReasoningContent, ReasoningText, _content.Composed, ReasoningDetails, ExtraFields, SeparatedReasoning);

    /// <summary>Gets all images, including those in the content, without duplicates.</summary>
    internal IReadOnlyList<ImagePart> AllImages => ImagePart.All(Images, _content.Composed);

    /// <summary>Gets whether the text of all earlier chunks turned out to be reasoning, because a closing tag without an opening tag was received.</summary>
    internal bool EndsReasoning { get => _shared.Rare.EndsReasoning; init => _shared = _shared with { Rare = _shared.Rare with { EndsReasoning = value } }; }

    private sealed record Shared
    {
        public static Shared None { get; } = new();

        public ChatRole? Role;
        public string? Name;
        public string? Refusal;
        public FunctionCall? FunctionCall;
        public string? ReasoningContent;
        public string? ReasoningText;
        public WireList<ReasoningDetail>? ReasoningDetails;
        public Rare Rare = Rare.None;

        /// <summary>Replaces the rare values with a copy that no other delta shares, and returns the copy, in which a value can be set.</summary>
        public Rare Own() => Rare = Rare with { };
    }

    // Most deltas have none of these values. These deltas share one object, so each stores only a reference to it.
    private sealed record Rare
    {
        public static Rare None { get; } = new();

        public string? SeparatedReasoning;
        public bool EndsReasoning;
        public ChatAudio? Audio;
        public WireList<ImagePart>? Images;
        public WireList<ChatAnnotation>? Annotations;
    }
}
