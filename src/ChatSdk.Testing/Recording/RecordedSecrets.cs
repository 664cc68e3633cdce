using System.Text;

namespace ChatSdk.Testing;

/// <summary>Removes keys from a recording.</summary>
internal sealed class RecordedSecrets
{
    // Anything shorter would also match ordinary words.
    private const int _leastLength = 8;

    // A query value is hidden if a word of its name ends with one of these, such as "apikey" and "oauth", but not "author" and "keyboard".
    private static readonly string[] _names =
    [
        "key", "token", "secret", "auth", "authorization", "password", "credential", "credentials", "signature", "cookie",
    ];

    private readonly List<string> _values;

    /// <summary>Initializes a new instance of the <see cref="RecordedSecrets"/> class with the keys of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="upstreamQuery">The query of the recorded server's address; empty if there is none.</param>
    public RecordedSecrets(FakeRequest request, string upstreamQuery = "")
    {
        var headers = request.Headers.Where(header => IsSecret(header.Key)).SelectMany(header => ValuesOf(header.Key, header.Value));
        var query = Items(request.Query).Concat(Items(upstreamQuery)).Where(item => IsSecret(NameOf(item))).Select(item => item[(item.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        _values = [.. headers.Concat(query.SelectMany(value => new[] { value, Uri.UnescapeDataString(value) }))
            .Where(value => value.Length >= _leastLength)
            .OrderByDescending(value => value.Length)];
    }

    /// <summary>Returns a query without the values whose names suggest a key.</summary>
    public static string WithoutKeys(string query)
    {
        var kept = string.Join('&', Items(query).Where(item => !IsSecret(NameOf(item))));
        return kept.Length == 0 ? "" : $"?{kept}";
    }

    /// <summary>Replaces each key of the request with asterisks of the same length.</summary>
    public string Hide(string line) =>
        _values.Aggregate(line, (text, value) => text.Replace(value, new string('*', value.Length), StringComparison.Ordinal));

    /// <summary>Replaces the keys of the request in the bytes of a body.</summary>
    public void Hide(Span<byte> body)
    {
        foreach (var value in _values.Select(Encoding.UTF8.GetBytes))
        {
            for (var rest = body; rest.IndexOf(value) is >= 0 and var start; rest = rest[(start + value.Length)..])
            {
                rest.Slice(start, value.Length).Fill((byte)'*');
            }
        }
    }

    private static bool IsSecret(string name) => Array.Exists(name.Split('-', '_'), IsSecretWord);

    private static bool IsSecretWord(string word) =>
        Array.Exists(_names, end => word.EndsWith(end, StringComparison.OrdinalIgnoreCase)) || word.Equals("sig", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> ValuesOf(string header, string value) => header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        ? value.Split(';').Select(item => item[(item.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())
        : [value[(value.LastIndexOf(' ') + 1)..]];

    private static string[] Items(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries);

    private static string NameOf(string item) => Uri.UnescapeDataString(item.Split('=')[0]);
}
