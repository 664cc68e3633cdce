using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>Validates headers, because a value with a line break could inject other headers.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Determines whether a string is a valid header name: a token, as defined in <see href="https://www.rfc-editor.org/rfc/rfc9110#name-field-names">RFC 9110, 5.1</see>.</summary>
    public static bool IsName(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(_nameCharacters);

    /// <summary>Determines whether a string consists only of visible ASCII characters and spaces, and is not empty unless that is permitted.</summary>
    public static bool IsValue(string? text, bool mayBeEmpty = false) =>
        text is not null && (text.Length > 0 || mayBeEmpty) && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Determines whether the caller may set the header with this name on a request. Other headers, such as <c>Content-Type</c>, are set by the client.</summary>
    public static bool IsOfRequest(string name)
    {
        using var request = new HttpRequestMessage();
        return IsName(name) && TryAdd(request.Headers, name, "value");
    }

    /// <summary>Sets a header. Replaces an existing header with the same name.</summary>
    /// <exception cref="ArgumentException">The name or the value is invalid. The message does not contain the value.</exception>
    public static void Set(HttpHeaders headers, string name, string value)
    {
        if (!IsName(name) || !IsValue(value, mayBeEmpty: true))
        {
            throw new ArgumentException("A header must have a valid name, and a value that is ASCII text without control characters. The value is omitted here because it may be a secret.", nameof(value));
        }

        headers.Remove(name);
        TryAdd(headers, name, value);
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Add parses the value, rejects formats that some servers require, and includes the value, which may be an API key, in its exception message. The value is validated here instead.")]
    private static bool TryAdd(HttpHeaders headers, string name, string value) => headers.TryAddWithoutValidation(name, value);
}
