namespace ChatSdk;

/// <summary>Accumulates the log probabilities for the tokens of one choice.</summary>
internal sealed class LogProbsAccumulator
{
    // The lists of a part are created when they are first read. The parts are joined late, so that this work is not done for each chunk.
    private readonly List<ChatLogProbs> _parts = [];
    private readonly FieldAccumulator _fields = new(FieldRule.JoinLists);

    public void Add(ChatLogProbs part)
    {
        _parts.Add(part);
        _fields.Add(part.Fields);
    }

    public ChatLogProbs ToLogProbs() => new ChatLogProbs { Content = Join(part => part.Content), Refusal = Join(part => part.Refusal), ExtraFields = _fields.ToBag() }.WithoutMisfits();

    private List<TokenLogProb>? Join(Func<ChatLogProbs, IReadOnlyList<TokenLogProb>?> list)
    {
        var lists = _parts.Select(list).OfType<IReadOnlyList<TokenLogProb>>().ToList();
        return lists.Count == 0 ? null : [.. lists.SelectMany(tokens => tokens)];
    }
}
