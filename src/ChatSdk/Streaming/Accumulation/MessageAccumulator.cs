namespace ChatSdk;

/// <summary>Accumulates the deltas of a choice into its message.</summary>
internal sealed class MessageAccumulator
{
    private readonly ContentAccumulator _content = new();
    private readonly ToolCallAccumulator _toolCalls = new();
    private readonly FieldAccumulator _fields = new(FieldRule.Merge);
    private ChatRole? _role;
    private string? _name;
    private TextAccumulator _refusal;
    private ToolCallFragments? _functionCall;
    private TextAccumulator _reasoningContent;
    private TextAccumulator _reasoningText;
    private ReasoningAccumulator? _reasoningDetails;
    private TextAccumulator _separatedReasoning;
    private AudioAccumulator? _audio;
    private ImageAccumulator? _images;
    private ListAccumulator<ChatAnnotation> _annotations;

    /// <summary>Adds a delta. This method defines how each member is accumulated.</summary>
    public void Add(ChatDelta delta)
    {
        _role ??= delta.Role;
        if (delta.EndsReasoning)
        {
            _separatedReasoning.Add(_content.TakeText());
        }

        _content.Add(delta.ContentFragment);
        _name ??= delta.Name;
        _refusal.Add(delta.Refusal);
        _toolCalls.AddRange(delta.ToolCallFragments);
        _reasoningContent.Add(NonEmpty(delta.ReasoningContent));
        _reasoningText.Add(NonEmpty(delta.ReasoningText));
        _separatedReasoning.Add(delta.SeparatedReasoning);
        _annotations.AddNew(delta.Annotations, AnswerLimits.Parts, "annotations");
        _fields.Add(delta.Fields);
        if (delta.FunctionCall is { } function)
        {
            (_functionCall ??= new()).Add(function);
        }

        if (delta.ReasoningDetails is { } details)
        {
            (_reasoningDetails ??= new()).AddRange(details);
        }

        if (delta.Audio is { } audio)
        {
            (_audio ??= new()).Add(audio);
        }

        if (delta.Images is { } images)
        {
            (_images ??= new()).AddRange(images);
        }
    }

    /// <summary>Adds a fragment of the text, like a delta that contains only this text.</summary>
    public void AddText(string? text) => _content.Add(new TextOrContent(text));

    public ChatMessage ToMessage() => new ChatMessage
    {
        Role = _role,
        Content = _content.ToContent(),
        Name = _name,
        Refusal = _refusal.ToString(),
        ToolCalls = _toolCalls.ToList(),
        FunctionCall = _functionCall?.ToFunction(),
        ReasoningContent = _reasoningContent.ToString(),
        ReasoningText = _reasoningText.ToString(),
        ReasoningDetails = _reasoningDetails?.ToList(),
        SeparatedReasoning = NonEmpty(_separatedReasoning.ToString()),
        Audio = _audio?.ToAudio(),
        Images = _images?.ToList(),
        Annotations = _annotations.List,
        ExtraFields = _fields.ToBag(),
    }.WithoutMisfits();

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
