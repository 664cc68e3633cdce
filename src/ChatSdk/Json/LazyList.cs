namespace ChatSdk;

/// <summary>
/// A list that is created only when it is requested. Until then, the JSON of the list is stored or, if the list has one item, only this
/// item. Like a <see cref="WireList{T}"/>, it is compared by value. The default value means that there is no list.
/// </summary>
internal struct LazyList<T> : IEquatable<LazyList<T>>
    where T : class, IWireRecord<T>
{
    // An item, a WireList of items, or the UTF-8 bytes of a JSON array. Replacing one form with another has no visible effect.
    private object? _items;

    public LazyList(T one) => _items = one;

    public LazyList(WireList<T>? list) => _items = list;

    /// <summary>Initializes a list from the UTF-8 bytes of a JSON array, which must contain only objects.</summary>
    public LazyList(byte[] unread) => _items = unread;

    /// <summary>Gets the items as a list; <see langword="null"/> if there is no list.</summary>
    public WireList<T>? List
    {
        get
        {
            if (_items is not (null or WireList<T>))
            {
                _items = _items is T one ? WireList<T>.Of(one) : WireReader.ReadList<T>((byte[])_items);
            }

            return (WireList<T>?)_items;
        }
    }

    /// <summary>Returns this list, or an empty list if there is none.</summary>
    public readonly LazyList<T> OrEmpty() => _items is null ? new(WireList<T>.Empty) : this;

    public int Count => _items switch
    {
        null => 0,
        T => 1,
        _ => List!.Count,
    };

    public T this[int index] => _items as T ?? List![index];

    public bool Equals(LazyList<T> other)
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

    public override bool Equals(object? obj) => obj is LazyList<T> other && Equals(other);

    public override int GetHashCode()
    {
        var hash = 0;
        for (var at = 0; at < Count; at++)
        {
            hash = HashCode.Combine(hash, this[at]);
        }

        return hash;
    }
}
