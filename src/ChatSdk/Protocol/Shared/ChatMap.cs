using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// A JSON object whose values are all of the same type, such as <see cref="ChatCompletionRequest.Metadata"/>:
/// <c>Metadata = new() { ["team"] = "search" }</c>, <c>LogitBias = new() { [50256] = -100 }</c>. A dictionary converts to it implicitly.
/// </summary>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <remarks>It is immutable once created, safe to share between threads, and compared by value.</remarks>
[JsonConverter(typeof(ChatMapConverters))]
public sealed class ChatMap<TValue> : IEquatable<ChatMap<TValue>>
{
    private readonly Dictionary<string, TValue> _entries;

    /// <summary>Initializes a new instance of the <see cref="ChatMap{TValue}"/> class, whose entries can be set in an object initializer.</summary>
    public ChatMap() => _entries = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="ChatMap{TValue}"/> class with the entries of a dictionary.</summary>
    /// <param name="entries">The entries. They are copied.</param>
    /// <exception cref="ArgumentNullException"><paramref name="entries"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">Two entries have the same key.</exception>
    public ChatMap(IEnumerable<KeyValuePair<string, TValue>> entries) => _entries = new(entries, StringComparer.Ordinal);

    /// <summary>Gets the number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Gets the entries as a read-only dictionary.</summary>
    public IReadOnlyDictionary<string, TValue> Items => _entries.AsReadOnly();

    /// <summary>Gets the value for a key.</summary>
    /// <param name="key">The key. It is case-sensitive.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">The key does not exist.</exception>
    public TValue this[string key]
    {
        get => _entries[key];
        init => _entries[key] = value;
    }

    /// <summary>Gets the value for a numeric key, such as a token id. In the JSON, the key is a string.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">The key does not exist.</exception>
    public TValue this[int key]
    {
        get => this[KeyOf(key)];
        init => this[KeyOf(key)] = value;
    }

    /// <summary>Creates a map with the entries of a dictionary.</summary>
    /// <param name="entries">The entries. They are copied.</param>
    /// <returns>The map; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(entries))]
    public static implicit operator ChatMap<TValue>?(Dictionary<string, TValue>? entries) => entries is null ? null : new(entries);

    /// <summary>Creates a map with the entries of a dictionary whose keys are numbers, such as token ids.</summary>
    /// <param name="entries">The entries. They are copied.</param>
    /// <returns>The map; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(entries))]
    public static implicit operator ChatMap<TValue>?(Dictionary<int, TValue>? entries) =>
        entries is null ? null : new(entries.Select(entry => KeyValuePair.Create(KeyOf(entry.Key), entry.Value)));

    /// <summary>Gets the value for a key, if the key exists.</summary>
    /// <param name="key">The key. It is case-sensitive.</param>
    /// <param name="value">The value, or the default value of <typeparamref name="TValue"/> if the key does not exist.</param>
    /// <returns><see langword="true"/> if the key exists; otherwise, <see langword="false"/>.</returns>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    /// <summary>Returns an enumerator that iterates through the entries.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<string, TValue>> GetEnumerator() => _entries.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ChatMap<TValue>? other) =>
        other is not null && Count == other.Count
        && _entries.All(entry => other.TryGetValue(entry.Key, out var value) && EqualityComparer<TValue>.Default.Equals(entry.Value, value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChatMap<TValue>);

    // Equality ignores the order of the entries, so the hash code must too.
    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Aggregate(0, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));

    private static string KeyOf(int key) => key.ToString(CultureInfo.InvariantCulture);
}
