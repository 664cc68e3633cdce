namespace ChatSdk;

/// <summary>Copies the dictionaries that options are given.</summary>
internal static class StringMap
{
    /// <summary>Returns a copy whose keys are compared in this way; of two that are then the same, the later one counts.</summary>
    /// <exception cref="ArgumentNullException">There is no dictionary.</exception>
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
