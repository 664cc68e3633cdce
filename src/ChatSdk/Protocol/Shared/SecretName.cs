namespace ChatSdk;

/// <summary>
/// Determines from its name whether a header, a query parameter or a field contains a secret. All code that handles secrets uses
/// this rule; there is no list of header names.
/// </summary>
internal static class SecretName
{
    // A name can mean a secret only if a word in it ends with one of these. This is the case for "apikey" and "sessionId", but not for "author"
    // or "max-tokens".
    private static readonly string[] _words =
    [
        "key", "token", "secret", "secrets", "auth", "authentication", "authorization", "session", "cookie", "signature", "sig",
        "credential", "credentials", "password", "passwd", "passphrase", "pwd", "jwt",
    ];

    // A value whose name ends with one of these words is a number. Examples are "key-limit" and "token-count".
    private static readonly string[] _numbers = ["count", "limit", "remaining", "reset", "spend", "usage"];

    // These keys only identify a request or a cache entry, and grant no access.
    private static readonly string[] _identifiers = ["idempotency-key", "cache-key"];

    /// <summary>Determines whether a header or a field with this name contains a secret.</summary>
    public static bool Is(string name) => Array.Exists(_words, word => HasWord(name, word)) && !IsNumber(name) && !IsIdentifier(name);

    /// <summary>Determines whether a query parameter with this name contains a secret. Some services expect their key in the parameter <c>code</c>; in headers and fields, that name means an error code.</summary>
    public static bool IsOfQuery(string name) => Is(name) || name.Equals("code", StringComparison.OrdinalIgnoreCase);

    private static bool HasWord(string name, string word)
    {
        for (var start = Find(0); start >= 0; start = Find(start + 1))
        {
            if (IsEndOfWord(name, start + word.Length))
            {
                return true;
            }
        }

        return false;

        int Find(int from) => name.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);
    }

    // In "accessTokenId", the word "Token" ends before the capital letter.
    private static bool IsEndOfWord(string name, int end) =>
        end == name.Length || !char.IsAsciiLetter(name[end]) || (char.IsAsciiLetterUpper(name[end]) && char.IsAsciiLetterLower(name[end - 1]));

    private static bool IsNumber(string name) =>
        Array.Exists(_numbers, word => name.AsSpan(name.AsSpan().LastIndexOfAny('-', '_') + 1).Equals(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsIdentifier(string name) =>
        Array.Exists(_identifiers, identifier => name.Replace('_', '-').EndsWith(identifier, StringComparison.OrdinalIgnoreCase));
}
