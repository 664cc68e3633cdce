using System.Collections;

namespace ChatSdk;

/// <summary>An immutable list that is equal to another list with equal elements, so that records with lists are compared by value.</summary>
internal sealed class WireList<T> : IReadOnlyList<T>, IEquatable<WireList<T>>
{
    private readonly T[] _items;

    private WireList(T[] items) => _items = items;

    public static WireList<T> Empty { get; } = new([]);

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    /// <summary>Creates a list from an array that is not used elsewhere, so it need not be copied.</summary>
    public static WireList<T> Of(params T[] items) => new(items);

    public static WireList<T> From(IEnumerable<T>? items) => items switch
    {
        null => Empty,
        WireList<T> list => list,
        _ => new WireList<T>([.. items]),
    };

    /// <summary>Creates a list like <see cref="From"/>, but returns <see langword="null"/> for <see langword="null"/>, so that a property that is not set is not sent in a request.</summary>
    public static WireList<T>? FromOptional(IEnumerable<T>? items) => items is null ? null : From(items);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(WireList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as WireList<T>);

    public override int GetHashCode() => _items.Aggregate(0, HashCode.Combine);
}
