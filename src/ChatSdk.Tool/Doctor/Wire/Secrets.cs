namespace ChatSdk.Tool;

/// <summary>Masks the API key and the secrets in the server's address in the text of a report.</summary>
internal sealed class Secrets
{
    private const string _mask = "***";
    private readonly List<string> _secrets = [];

    /// <summary>Initializes a new instance of the <see cref="Secrets"/> class with the key, and with the user information, the password and the query values in the address.</summary>
    public Secrets(ServerConnection connection)
    {
        Add(connection.ApiKey);
        if (Uri.TryCreate(connection.BaseAddress, UriKind.Absolute, out var uri))
        {
            Add(Uri.UnescapeDataString(uri.UserInfo));
            Add(uri.UserInfo.Split(':').Last());
            foreach (var item in uri.Query.TrimStart('?').Split('&'))
            {
                Add(Uri.UnescapeDataString(item.Split('=').Last()));
            }
        }
    }

    /// <summary>Returns the text with each secret replaced by asterisks.</summary>
    public string Hide(string text) => _secrets.Aggregate(text, (current, secret) => current.Replace(secret, _mask, StringComparison.Ordinal));

    // A short value, such as a version in the query, is unlikely to be a key, and would also be replaced where it occurs by chance.
    private void Add(string? secret)
    {
        if (secret?.Trim() is { Length: >= 6 } value)
        {
            _secrets.Add(value);
            _secrets.Sort((one, other) => other.Length.CompareTo(one.Length));
        }
    }
}
