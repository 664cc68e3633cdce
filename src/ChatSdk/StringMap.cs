namespace ChatSdk;

/// <summary>Copies the dictionaries that are assigned to options.</summary>
internal static class StringMap
{
    /// <summary>Returns a copy that uses the specified comparer. If the comparer regards two keys as equal, the value of the later one is used.</summary>
    /// <exception cref="ArgumentNullException">The dictionary is <see langword="null"/>.</exception>
    public static Dictionary<string, T> Copy<T>(IDictionary<string, T> value, StringComparer comparer)
    {
        ArgumentNullException.ThrowIfNull(value);
        Dictionary<string, T> copy = new(comparer);
        foreach (var (name, item) in value)
        {
            copy[name] = item;
        }

        return copy;
    }
}
