using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// The strings at which the model stops. A string, an array, a list and a collection expression convert to this type implicitly:
/// <c>Stop = "END"</c>, <c>Stop = ["11", "eleven"]</c>. For any other sequence, use a spread: <c>[.. strings]</c>.
/// </summary>
/// <remarks>It is immutable, safe to share between threads, and compared by value. A string is sent as a string, and a list as a list.</remarks>
[CollectionBuilder(typeof(StopSequences), nameof(FromStrings))]
[JsonConverter(typeof(UnionConverter<StopSequences>))]
public sealed class StopSequences : IEquatable<StopSequences>, IWireUnion<StopSequences>
{
    private readonly WireList<string> _strings;
    private readonly bool _isList;

    private StopSequences(WireList<string> strings, bool isList) => (_strings, _isList) = (strings, isList);

    /// <summary>Gets the number of strings.</summary>
    public int Count => _strings.Count;

    /// <summary>Gets the strings.</summary>
    public IReadOnlyList<string> Items => _strings;

    /// <summary>Gets a string by its position.</summary>
    /// <param name="index">The position, from 0.</param>
    /// <returns>The string.</returns>
    public string this[int index] => _strings[index];

    /// <summary>Creates stop sequences from one string.</summary>
    /// <param name="text">The string.</param>
    /// <returns>The stop sequences; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator StopSequences?(string? text) => text is null ? null : FromString(text);

    /// <summary>Creates stop sequences from an array.</summary>
    /// <param name="strings">The strings.</param>
    /// <returns>The stop sequences; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(strings))]
    public static implicit operator StopSequences?(string[]? strings) => strings is null ? null : FromStrings(strings);

    /// <summary>Creates stop sequences from a list.</summary>
    /// <param name="strings">The strings.</param>
    /// <returns>The stop sequences; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(strings))]
    [SuppressMessage("Design", "CA1002", Justification = "C# does not allow a conversion operator from an interface.")]
    public static implicit operator StopSequences?(List<string>? strings) => strings is null ? null : FromStrings([.. strings]);

    /// <summary>Creates stop sequences from one string.</summary>
    /// <param name="text">The string.</param>
    /// <returns>The stop sequences.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static StopSequences FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(WireList<string>.Of(text), isList: false);
    }

    /// <summary>Creates stop sequences from several strings.</summary>
    /// <param name="strings">The strings.</param>
    /// <returns>The stop sequences.</returns>
    public static StopSequences FromStrings(ReadOnlySpan<string> strings) => new(WireList<string>.Of(strings.ToArray()), isList: true);

    /// <summary>Returns an enumerator that iterates through the strings.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<string> GetEnumerator() => _strings.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(StopSequences? other) => other is not null && _isList == other._isList && _strings.Equals(other._strings);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StopSequences);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_isList, _strings);

    void IWireUnion.WriteTo(Utf8JsonWriter writer)
    {
        if (!_isList)
        {
            writer.WriteStringValue(_strings[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (var text in _strings)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    static StopSequences? IWireUnion<StopSequences>.Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => FromString(JsonText.Of(json)),
        JsonValueKind.Array when json.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String) =>
            FromStrings([.. json.EnumerateArray().Select(JsonText.Of)]),
        _ => null,
    };
}
