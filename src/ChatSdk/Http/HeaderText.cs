using System.Buffers;

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

    /// <summary>Tells whether the platform sends this header with a request, with this value.</summary>
    public static bool CanBeSent(string name, string value)
    {
        using var request = new HttpRequestMessage();
        try
        {
            request.Headers.Add(name, value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return false;
        }
    }
}
