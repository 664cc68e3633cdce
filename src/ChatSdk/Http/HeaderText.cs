using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace ChatSdk;

/// <summary>What may stand in a header. A line break in one would let its text add headers of its own.</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> _nameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Tells whether a text is a token, as <see href="https://www.rfc-editor.org/rfc/rfc9110#name-field-names">RFC 9110, 5.1</see> wants a name to be.</summary>
    public static bool IsName(string? text) => !string.IsNullOrEmpty(text) && !text.AsSpan().ContainsAnyExcept(_nameCharacters);

    /// <summary>Tells whether a text is visible ASCII, with blanks.</summary>
    public static bool IsValue(string? text, bool mayBeEmpty = false) =>
        text is not null && (text.Length > 0 || mayBeEmpty) && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Tells whether this is a header of a request; others, such as <c>Content-Type</c>, are set by the client itself.</summary>
    public static bool IsOfRequest(string name)
    {
        using var request = new HttpRequestMessage();
        return IsName(name) && TryAdd(request.Headers, name, "value");
    }

    /// <summary>Sets a header, in place of one that was there.</summary>
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
