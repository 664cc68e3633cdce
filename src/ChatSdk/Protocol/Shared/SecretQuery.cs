namespace ChatSdk;

/// <summary>Finds the query parameters that contain secrets.</summary>
internal static class SecretQuery
{
    /// <summary>Returns the values of the parameters that contain secrets, without decoding them.</summary>
    public static IEnumerable<string> ValuesIn(string query) => Items(query).Where(IsSecret).Select(item => item[(item.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    /// <summary>Returns the query without the parameters that contain secrets. The result begins with a question mark, or is empty if no parameter remains.</summary>
    public static string Without(string query)
    {
        var kept = string.Join('&', Items(query).Where(item => !IsSecret(item)));
        return kept.Length == 0 ? "" : $"?{kept}";
    }

    private static string[] Items(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSecret(string item) => SecretName.IsOfQuery(Uri.UnescapeDataString(item.Split('=')[0]));
}
