namespace ChatSdk;

/// <summary>Accumulates a list that is received in parts; it stays <see langword="null"/> if there are none.</summary>
internal struct ListAccumulator<T>
    where T : class
{
    private List<T>? _items;
    private HashSet<T>? _known;

    public readonly IReadOnlyList<T>? List => _items;

    public void AddRange(IReadOnlyList<T>? part)
    {
        if (part is not null)
        {
            (_items ??= []).AddRange(part);
        }
    }

    /// <summary>Adds what is not in the list yet: some servers repeat it in every chunk.</summary>
    public void AddNew(IReadOnlyList<T>? part)
    {
        if (part is not null)
        {
            _known ??= [];
            (_items ??= []).AddRange(part.Where(_known.Add));
        }
    }
}
