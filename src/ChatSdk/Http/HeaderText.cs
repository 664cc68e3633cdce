using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>What a header may hold. A line break in a value would allow it to add headers.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Determines whether a string is a token, as <see href="https://www.rfc-editor.org/rfc/rfc9110#name-field-names">RFC 9110, 5.1</see> requires of a name.</summary>
    public static bool IsName(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(_nameCharacters);

    /// <summary>Determines whether a string is visible ASCII and spaces.</summary>
    public static bool IsValue(string? text, bool mayBeEmpty = false) =>
        text is not null && (text.Length > 0 || mayBeEmpty) && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Determines whether this is a request header; others, such as <c>Content-Type</c>, are set by the client itself.</summary>
    public static bool IsOfRequest(string name)
    {
        using var request = new HttpRequestMessage();
        return IsName(name) && TryAdd(request.Headers, name, "value");
    }

    /// <summary>Sets a header, and replaces an existing one.</summary>
    /// <exception cref="ArgumentException">The value must not be sent; the message does not show it.</exception>
    public static void Set(HttpHeaders headers, string name, string value)
    {
        if (!IsName(name) || !IsValue(value, mayBeEmpty: true))
        {
            throw new ArgumentException("The value of a header must be ASCII text without control characters (it is not shown).", nameof(value));
        }

        headers.Remove(name);
        TryAdd(headers, name, value);
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Add parses the value, refuses forms that servers want, and shows the key in its exception. What it guards against is checked here.")]
    private static bool TryAdd(HttpHeaders headers, string name, string value) => headers.TryAddWithoutValidation(name, value);
}
