namespace ChatSdk;

/// <summary>Puts the pieces of one choice together.</summary>
internal sealed class ChoiceAccumulator(int index)
{
    private readonly ContentAccumulator _content = new();
    private readonly ToolCallAccumulator _toolCalls = new();
    private readonly ReasoningAccumulator _reasoning = new();
    private readonly List<ChatAnnotation> _annotations = [];
    private readonly FieldAccumulator _choiceFields = new(joinsLists: true);
    private readonly FieldAccumulator _messageFields = new(joinsLists: true);
    private TextAccumulator _refusal;
    private TextAccumulator _reasoningContent;
    private TextAccumulator _reasoningText;
    private ToolCallAccumulator? _functionCall;
    private AudioAccumulator? _audio;
    private LogProbsAccumulator? _logProbs;
    private ChatRole? _role;
    private string? _name;
    private FinishReason? _finishReason;
    private ChatUsage? _usage;

    public int Index => index;

    public void Add(ChatChunkChoice choice)
    {
        _finishReason = choice.FinishReason ?? _finishReason;
        _usage = choice.Usage ?? _usage;
        _choiceFields.Add(choice.ExtraFields);
        if (choice.LogProbs is { } logProbs)
        {
            (_logProbs ??= new()).Add(logProbs);
        }

        if (choice.Delta is { } delta)
        {
            Add(delta);
        }
    }

    public ChatChoice ToChoice() => new()
    {
        Index = index,
        FinishReason = _finishReason,
        LogProbs = _logProbs?.ToLogProbs(),
        Usage = _usage,
        ExtraFields = _choiceFields.ToBag(),
        Message = new()
        {
            Role = _role,
            Name = _name,
            Content = _content.ToContent(),
            Refusal = _refusal.ToString(),
            ToolCalls = _toolCalls.ToList(),
            FunctionCall = _functionCall?.ToList()?[0].Function,
            ReasoningContent = _reasoningContent.ToString(),
            ReasoningText = _reasoningText.ToString(),
            ReasoningDetails = _reasoning.ToList(),
            Annotations = _annotations.Count > 0 ? _annotations : null,
            Audio = _audio?.ToAudio(),
            ExtraFields = _messageFields.ToBag(),
        },
    };

    private void Add(ChatDelta delta)
    {
        _role ??= delta.Role;
        _name ??= delta.Name;
        _content.Add(delta.ContentPiece);
        _refusal.Add(delta.Refusal);
        _reasoningContent.Add(NonEmpty(delta.ReasoningContent));
        _reasoningText.Add(NonEmpty(delta.ReasoningText));
        _messageFields.Add(delta.ExtraFields);
        for (var place = 0; place < delta.ToolCallCount; place++)
        {
            _toolCalls.Add(delta.ToolCallAt(place));
        }

        if (delta.Annotations is { } annotations)
        {
            _annotations.AddRange(annotations);
        }

        for (var place = 0; place < delta.ReasoningDetails?.Count; place++)
        {
            _reasoning.Add(delta.ReasoningDetails[place]);
        }

        if (delta.FunctionCall is { } function)
        {
            (_functionCall ??= new()).Add(new ChatToolCall { Index = 0, Function = function });
        }

        if (delta.Audio is { } audio)
        {
            (_audio ??= new()).Add(audio);
        }
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
