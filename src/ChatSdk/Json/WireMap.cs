using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>A map that cannot change and is equal to another one with equal entries, so that records with maps are equal by value.</summary>
internal sealed class WireMap<T> : IReadOnlyDictionary<string, T>, IEquatable<WireMap<T>>
{
    private readonly Dictionary<string, T> _entries;

    private WireMap(IEnumerable<KeyValuePair<string, T>> entries) => _entries = new(entries, StringComparer.Ordinal);

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<T> Values => _entries.Values;

    public T this[string key] => _entries[key];

    /// <summary>Copies a map; keeps <see langword="null"/>, which in a request means "not sent".</summary>
    public static WireMap<T>? FromOptional(IEnumerable<KeyValuePair<string, T>>? entries) =>
        entries is null ? null : entries as WireMap<T> ?? new WireMap<T>(entries);

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(WireMap<T>? other) =>
        other is not null && Count == other.Count
        && _entries.All(entry => other.TryGetValue(entry.Key, out var value) && EqualityComparer<T>.Default.Equals(entry.Value, value));

    public override bool Equals(object? obj) => Equals(obj as WireMap<T>);

    // The order does not count for equality, so it must not count here.
    public override int GetHashCode() => _entries.Aggregate(0, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));
}
