using System.Text.Encodings.Web;

namespace ChatSdk;

/// <summary>The secrets that were sent, so that they can be hidden where they are repeated.</summary>
/// <param name="shortest">The length of the shortest value to hide: anything shorter may be an ordinary word.</param>
internal sealed class SentSecrets(int shortest)
{
    private readonly HashSet<string> _forms = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a secret, in the forms in which it may be repeated: as it is, in a URL, and in JSON.</summary>
    public void Add(string secret)
    {
        string[] forms =
        [
            secret,
            Uri.UnescapeDataString(secret),
            Uri.EscapeDataString(secret),
            JavaScriptEncoder.Default.Encode(secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
            secret.Replace("/", "\\/", StringComparison.Ordinal),
        ];
        _forms.UnionWith(forms.Where(form => form.Length >= shortest));
    }

    /// <summary>Adds the value of a header: what follows its scheme, and each part of it, such as the value of a cookie.</summary>
    public void AddHeader(string value)
    {
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        var hasScheme = space > 0 && value.AsSpan(0, space).IndexOfAny("=,;") < 0;
        var credentials = hasScheme ? value[(space + 1)..] : value;
        Add(credentials);
        foreach (var part in credentials.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            Add(part);
            Add(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        }
    }

    /// <summary>Adds the values of the query parameters that hold secrets.</summary>
    public void AddQuery(string query)
    {
        foreach (var value in SecretQuery.ValuesIn(query))
        {
            Add(value);
        }
    }

    /// <summary>Replaces the secrets wherever they occur.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mask">Returns what replaces a secret.</param>
    public string Hide(string text, Func<string, string> mask) => _forms.OrderByDescending(form => form.Length)
        .Aggregate(text, (hidden, form) => hidden.Replace(form, mask(form), StringComparison.OrdinalIgnoreCase));
}
