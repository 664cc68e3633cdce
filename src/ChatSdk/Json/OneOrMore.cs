namespace ChatSdk;

/// <summary>
/// A list that usually has one item, which is stored without a list; the list is created when it is requested. It is equal by
/// value, like <see cref="WireList{T}"/>; the default value means that there is no list.
/// </summary>
internal struct OneOrMore<T> : IEquatable<OneOrMore<T>>
    where T : class
{
    // An item, or a WireList of items. Replacing a single item with a list has no visible effect.
    private object? _items;

    public OneOrMore(T one) => _items = one;

    public OneOrMore(WireList<T>? list) => _items = list;

    /// <summary>Gets the items as a list; <see langword="null"/> if there is no list.</summary>
    public WireList<T>? List
    {
        get
        {
            if (_items is T one)
            {
                _items = WireList<T>.Of(one);
            }

            return (WireList<T>?)_items;
        }
    }

    public readonly int Count => _items switch
    {
        null => 0,
        T => 1,
        _ => ((WireList<T>)_items).Count,
    };

    public readonly T this[int index] => _items as T ?? ((WireList<T>)_items!)[index];

    public readonly bool Equals(OneOrMore<T> other)
    {
        if (_items is null || other._items is null || Count != other.Count)
        {
            return _items == other._items;
        }

        var isEqual = true;
        for (var at = 0; at < Count && isEqual; at++)
        {
            isEqual = this[at].Equals(other[at]);
        }

        return isEqual;
    }

    public override readonly bool Equals(object? obj) => obj is OneOrMore<T> other && Equals(other);

    public override readonly int GetHashCode()
    {
        var hash = 0;
        for (var at = 0; at < Count; at++)
        {
            hash = HashCode.Combine(hash, this[at]);
        }

        return hash;
    }
}
