namespace ChatSdk;

/// <summary>Copies the dictionaries that are assigned to options.</summary>
internal static class StringMap
{
    /// <summary>Returns a copy with the specified comparer. If two keys are equal, the later one is used.</summary>
    /// <exception cref="ArgumentNullException">The dictionary is <see langword="null"/>.</exception>
    public static Dictionary<string, string> Copy(IDictionary<string, string> value, StringComparer comparer)
    {
        ArgumentNullException.ThrowIfNull(value);
        Dictionary<string, string> copy = new(comparer);
        foreach (var (name, text) in value)
        {
            copy[name] = text;
        }

        return copy;
    }
}
