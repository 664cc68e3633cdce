namespace ChatSdk;

/// <summary>Accumulates the log probabilities for the tokens of one choice.</summary>
internal sealed class LogProbsAccumulator
{
    private readonly FieldAccumulator _fields = new(FieldRule.JoinLists);
    private ListAccumulator<TokenLogProb> _content;
    private ListAccumulator<TokenLogProb> _refusal;

    public void Add(ChatLogProbs part)
    {
        _content.AddRange(part.Content);
        _refusal.AddRange(part.Refusal);
        _fields.Add(part.ExtraFields);
    }

    public ChatLogProbs ToLogProbs() => new ChatLogProbs { Content = _content.List, Refusal = _refusal.List, ExtraFields = _fields.ToBag() }.WithoutMisfits();
}
