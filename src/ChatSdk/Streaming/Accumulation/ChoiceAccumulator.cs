namespace ChatSdk;

/// <summary>Accumulates the chunks of one choice.</summary>
internal sealed class ChoiceAccumulator(int index)
{
    private readonly MessageAccumulator _message = new();
    private readonly FieldAccumulator _fields = new(FieldRule.JoinLists);
    private FinishReason? _finishReason;
    private LogProbsAccumulator? _logProbs;
    private UsageAccumulator _usage;
    private object? _commonOfText;

    public int Index => index;

    /// <summary>Adds a chunk of the choice. This method defines how each member is accumulated.</summary>
    public void Add(ChatChunkChoice choice)
    {
        _finishReason = choice.FinishReason ?? _finishReason;
        _usage.Add(choice.Usage);
        _fields.Add(choice.Fields);
        if (choice.Delta is { } delta)
        {
            _message.Add(delta);
        }

        if (choice.LogProbs is { } logProbs)
        {
            (_logProbs ??= new()).Add(logProbs);
        }
    }

    /// <summary>Adds the choice from a chunk of a text completion. It usually differs from the choice in the previous chunk only in the text.</summary>
    public void Add(TextChoice choice)
    {
        if (choice.Common.Equals(_commonOfText) && choice is { Usage: null, LogProbs: null })
        {
            _fields.Add(choice.Fields);
            _message.AddText(choice.Text);
            return;
        }

        _commonOfText = choice.Common;
        Add(ChatChunkChoice.From(choice));
    }

    /// <summary>Starts to accumulate the usage of another response, after a stream has been resumed.</summary>
    public void BeginResponse() => _usage.BeginResponse();

    public ChatChoice ToChoice() => new ChatChoice
    {
        Index = index,
        Message = _message.ToMessage(),
        FinishReason = _finishReason,
        LogProbs = _logProbs?.ToLogProbs(),
        Usage = _usage.Value,
        ExtraFields = _fields.ToBag(),
    }.WithoutMisfits();
}
