using System.Buffers;

namespace ChatSdk.Testing;

/// <summary>Which headers an answer may have: a bad one is reported where it is set, not in the middle of a request.</summary>
internal static class HeaderRules
{
    private static readonly SearchValues<char> _tokenChars = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static void Check(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.AsSpan().ContainsAnyExcept(_tokenChars))
        {
            throw new ArgumentException($"\"{name}\" cannot be the name of a header.", nameof(name));
        }

        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException("The value of a header must be printable ASCII.", nameof(value));
        }

        if (Is(name, "Content-Length") || Is(name, "Transfer-Encoding"))
        {
            throw new ArgumentException($"{name} follows from the answer; the server sets it.", nameof(name));
        }
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
