namespace ChatSdk;

/// <summary>Accumulates the deltas of a choice into its message.</summary>
internal sealed class MessageAccumulator
{
    private readonly ContentAccumulator _content = new();
    private readonly ToolCallAccumulator _toolCalls = new();
    private readonly FieldAccumulator _fields = new(joinsLists: true);
    private ChatRole? _role;
    private string? _name;
    private TextAccumulator _refusal;
    private ToolCallAccumulator? _functionCall;
    private TextAccumulator _reasoningContent;
    private TextAccumulator _reasoningText;
    private ReasoningAccumulator? _reasoningDetails;
    private AudioAccumulator? _audio;
    private ListAccumulator<ChatAnnotation> _annotations;

    /// <summary>Adds a delta. This says for each member how it accumulates.</summary>
    public void Add(ChatDelta delta)
    {
        _role ??= delta.Role;
        _content.Add(delta.ContentPiece);
        _name ??= delta.Name;
        _refusal.Add(delta.Refusal);
        _toolCalls.AddRange(delta.ToolCallPieces);
        _reasoningContent.Add(NonEmpty(delta.ReasoningContent));
        _reasoningText.Add(NonEmpty(delta.ReasoningText));
        _annotations.AddRange(delta.Annotations);
        _fields.Add(delta.ExtraFields);
        if (delta.FunctionCall is { } function)
        {
            (_functionCall ??= new()).Add(new ChatToolCall { Index = 0, Function = function });
        }

        if (delta.ReasoningDetails is { } details)
        {
            (_reasoningDetails ??= new()).AddRange(details);
        }

        if (delta.Audio is { } audio)
        {
            (_audio ??= new()).Add(audio);
        }
    }

    public ChatMessage ToMessage() => new()
    {
        Role = _role,
        Content = _content.ToContent(),
        Name = _name,
        Refusal = _refusal.ToString(),
        ToolCalls = _toolCalls.ToList(),
        FunctionCall = _functionCall?.ToList()?[0].Function,
        ReasoningContent = _reasoningContent.ToString(),
        ReasoningText = _reasoningText.ToString(),
        ReasoningDetails = _reasoningDetails?.ToList(),
        Audio = _audio?.ToAudio(),
        Annotations = _annotations.List,
        ExtraFields = _fields.ToBag(),
    };

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
