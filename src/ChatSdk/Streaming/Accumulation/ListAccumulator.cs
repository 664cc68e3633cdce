namespace ChatSdk;

/// <summary>Accumulates a list that is received in parts; it stays <see langword="null"/> if there are none.</summary>
internal struct ListAccumulator<T>
    where T : class
{
    private List<T>? _items;

    public readonly IReadOnlyList<T>? List => _items;

    public void AddRange(IReadOnlyList<T>? part)
    {
        if (part is not null)
        {
            (_items ??= []).AddRange(part);
        }
    }
}
