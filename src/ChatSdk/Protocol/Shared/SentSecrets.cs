using System.Text.Encodings.Web;

namespace ChatSdk;

/// <summary>Collects the secrets in a request, so that they can be masked wherever the server repeats them.</summary>
/// <param name="minLength">The minimum length of a value to mask. A shorter value may also be an ordinary word.</param>
internal sealed class SentSecrets(int minLength)
{
    private readonly HashSet<string> _forms = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a secret in the forms in which it may be repeated: unchanged, encoded or decoded for a URL, and escaped for JSON.</summary>
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
        _forms.UnionWith(forms.Where(form => form.Length >= minLength));
    }

    /// <summary>Adds the value of a header without an authentication scheme such as <c>Bearer</c>, and each part of the value, such as a cookie.</summary>
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

    /// <summary>Adds the values of the query parameters that contain secrets.</summary>
    public void AddQuery(string query)
    {
        foreach (var value in SecretQuery.ValuesIn(query))
        {
            Add(value);
        }
    }

    /// <summary>Replaces all secrets in text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mask">Returns the replacement for a secret.</param>
    public string Hide(string text, Func<string, string> mask) => _forms.OrderByDescending(form => form.Length)
        .Aggregate(text, (hidden, form) => hidden.Replace(form, mask(form), StringComparison.OrdinalIgnoreCase));
}
