namespace ChatSdk;

/// <summary>The names of the fields in a <see cref="FieldBag"/>.</summary>
/// <param name="names">The distinct names.</param>
internal sealed class FieldNames(string[] names)
{
    /// <summary>The maximum number of names that are searched one by one. For more names, a dictionary is faster.</summary>
    public const int MaxSearched = 16;

    private Dictionary<string, int>? _places;

    public IReadOnlyList<string> All => names;

    public int Count => names.Length;

    /// <summary>Gets whether the value of at least one field is a list.</summary>
    public bool HaveLists { get; init; }

    /// <summary>Gets whether the value of at least one field is an object.</summary>
    public bool HaveObjects { get; init; }

    /// <summary>Returns the index of a name; negative if it is not one of the names.</summary>
    public int IndexOf(string name)
    {
        if (names.Length <= MaxSearched)
        {
            return Array.IndexOf(names, name);
        }

        _places ??= names.Select((known, at) => KeyValuePair.Create(known, at)).ToDictionary(StringComparer.Ordinal);
        return _places.GetValueOrDefault(name, -1);
    }

    /// <summary>Determines whether two lists have the same names, in the same order.</summary>
    public static bool AreEqual(IReadOnlyList<string> names, IReadOnlyList<string> others) =>
        ReferenceEquals(names, others) || names.SequenceEqual(others, StringComparer.Ordinal);
}
