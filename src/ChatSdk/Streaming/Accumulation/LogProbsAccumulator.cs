namespace ChatSdk;

/// <summary>Puts together the probabilities of the tokens of one choice.</summary>
internal sealed class LogProbsAccumulator
{
    private readonly FieldAccumulator _fields = new(joinsLists: true);
    private List<TokenLogProb>? _content;
    private List<TokenLogProb>? _refusal;

    public void Add(ChatLogProbs piece)
    {
        _fields.Add(piece.ExtraFields);
        Append(ref _content, piece.Content);
        Append(ref _refusal, piece.Refusal);
    }

    public ChatLogProbs ToLogProbs() => new() { Content = _content, Refusal = _refusal, ExtraFields = _fields.ToBag() };

    private static void Append(ref List<TokenLogProb>? all, IReadOnlyList<TokenLogProb>? more)
    {
        if (more is not null)
        {
            (all ??= []).AddRange(more);
        }
    }
}
