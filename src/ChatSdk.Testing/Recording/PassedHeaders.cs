using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace ChatSdk.Testing;

/// <summary>Determines which headers a recording server forwards.</summary>
internal static class PassedHeaders
{
    // These headers apply to one connection and not to the message (RFC 9110, 7.6.1).
    private static readonly FrozenSet<string> _ofConnection = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Accept-Encoding is not forwarded, because a compressed recording would not be readable, and keys could not be found in it.
    public static bool IsForwardedToServer(string name) => !_ofConnection.Contains(name)
        && !Is(name, "Host") && !Is(name, "Content-Length") && !Is(name, "Expect") && !Is(name, "Accept-Encoding");

    /// <summary>Returns the headers that are forwarded to the client.</summary>
    public static IEnumerable<KeyValuePair<string, HeaderStringValues>> Of(HttpResponseMessage response) =>
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Where(header => !_ofConnection.Contains(header.Key));

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
