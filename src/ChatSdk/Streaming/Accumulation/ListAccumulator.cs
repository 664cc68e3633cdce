namespace ChatSdk;

/// <summary>Accumulates a list that is received in parts. The result is <see langword="null"/> if no part was received.</summary>
internal struct ListAccumulator<T>
    where T : class
{
    private List<T>? _items;
    private HashSet<T>? _known;

    public readonly IReadOnlyList<T>? List => _items;

    /// <summary>Adds the items that are not in the list yet, because some servers repeat the list in every chunk.</summary>
    /// <exception cref="ChatProtocolException">There are more items than allowed.</exception>
    public void AddNew(IReadOnlyList<T>? part, int max, string what)
    {
        if (part is null)
        {
            return;
        }

        _known ??= [];
        (_items ??= []).AddRange(part.Where(_known.Add));
        if (_items.Count > max)
        {
            throw new ChatProtocolException(AnswerLimitException.MessageOf(max, what));
        }
    }
}
