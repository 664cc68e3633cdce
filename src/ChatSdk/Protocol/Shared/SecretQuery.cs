namespace ChatSdk;

/// <summary>Finds the query parameters that hold secrets.</summary>
internal static class SecretQuery
{
    /// <summary>Returns the values of the parameters that hold secrets, as they are written in the query.</summary>
    public static IEnumerable<string> ValuesIn(string query) => Items(query).Where(IsSecret).Select(item => item[(item.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    /// <summary>Returns the query without these parameters, with its question mark; empty if nothing remains.</summary>
    public static string Without(string query)
    {
        var kept = string.Join('&', Items(query).Where(item => !IsSecret(item)));
        return kept.Length == 0 ? "" : $"?{kept}";
    }

    private static string[] Items(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSecret(string item) => SecretName.IsOfQuery(Uri.UnescapeDataString(item.Split('=')[0]));
}
