using System.Buffers;

namespace ChatSdk.Testing;

/// <summary>Validates the headers of an answer when they are set, so that an invalid header causes an exception there and not later, during a request.</summary>
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
            throw new ArgumentException($"\"{name}\" is not a valid header name.", nameof(name));
        }

        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException("A header value must be printable ASCII.", nameof(value));
        }

        if (Is(name, "Content-Length") || Is(name, "Transfer-Encoding"))
        {
            throw new ArgumentException($"{name} is set by the server.", nameof(name));
        }
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
