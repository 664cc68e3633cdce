using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatSdk;

/// <summary>Distinguishes failures of a proxy from those of the server. Names the proxy, never its user or password.</summary>
internal static class ProxyErrors
{
    /// <summary>Gets the exception for a response that can only be a proxy's; <see langword="null"/> if it is not one.</summary>
    public static ChatConnectionException? Of(ChatResponseInfo response)
    {
        if (response.Status != HttpStatusCode.ProxyAuthenticationRequired)
        {
            return null;
        }

        var server = Uri.TryCreate(response.Address, UriKind.Absolute, out var address) ? address : null;
        return Refused(server, response.Status);
    }

    /// <summary>Gets the exception for a proxy that refused the connection or could not be reached; <see langword="null"/> if the failure is not a proxy's.</summary>
    public static ChatConnectionException? Of(HttpRequestException exception, Uri server)
    {
        if (exception.HttpRequestError == HttpRequestError.ProxyTunnelError)
        {
            // Without the platform's exception: its message shows the password that is in the address of the proxy.
            return Refused(server, exception.StatusCode ?? StatusIn(exception.Message), Named(exception.Message), exception.InnerException);
        }

        return exception.InnerException is SocketException socket && Dialed(exception.Message) is { } dialed && dialed != HostAndPort(server)
            ? Unreachable(server, dialed, socket, exception)
            : null;
    }

    /// <summary>Names the proxy that requests to a server go through, for failures that may be either's.</summary>
    public static string Hint(Uri server) => ProxyAddress.Of(server) is { } proxy ? $" Requests to it go through the proxy {proxy}." : "";

    private static ChatConnectionException Refused(Uri? server, HttpStatusCode? status, string? proxy = null, Exception? inner = null)
    {
        // 5xx is a proxy that could not reach the server, which may pass; the others are its rules.
        var mayPass = status >= HttpStatusCode.InternalServerError;
        proxy ??= ProxyAddress.Of(server);
        var name = proxy is null ? "A proxy" : $"The proxy {proxy}";
        var what = status is null ? "did not accept the connection" : string.Create(CultureInfo.InvariantCulture, $"answered {(int)status}");
        var why = status == HttpStatusCode.ProxyAuthenticationRequired ? " It requires authentication." : "";
        return new ChatConnectionException(ChatConnectionErrorKind.Proxy, $"{name} {what} for the request to {Name(server)}.{why}{LocalHint(server)}", inner, mayPass);
    }

    private static ChatConnectionException Unreachable(Uri server, string dialed, SocketException socket, Exception inner)
    {
        var proxy = ProxyAddress.Of(server) is { } known && HostAndPort(new Uri(known)) == dialed ? known : dialed;
        var what = socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "refused the connection",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "is not a known host",
            _ => "could not be reached",
        };
        return new ChatConnectionException(ChatConnectionErrorKind.Proxy, $"The proxy {proxy} {what}, so that the request to {Name(server)} was not sent.{LocalHint(server)}", inner);
    }

    private static string LocalHint(Uri? server) => server is not null && IsLocal(server)
        ? $" That server is local: to connect to it directly, add {server.IdnHost} to the environment variable NO_PROXY."
        : "";

    private static string Name(Uri? server) => server is null ? "the server" : $"{server.Scheme}://{server.Authority}";

    private static string HostAndPort(Uri address) => string.Create(CultureInfo.InvariantCulture, $"{Bare(address.IdnHost)}:{address.Port}");

    // Of an IPv6 address, without its brackets and its zone.
    private static string Bare(string host) => host.Trim('[', ']').Split('%')[0];

    /// <summary>Gets the proxy that the message of the platform names, without its user and password.</summary>
    private static string? Named(string message)
    {
        var start = message.IndexOf("://", StringComparison.Ordinal);
        while (start > 0 && char.IsAsciiLetterOrDigit(message[start - 1]))
        {
            start--;
        }

        var end = start < 0 ? -1 : message.IndexOfAny([' ', ',', '\''], start);
        return end > start && Uri.TryCreate(message[start..end], UriKind.Absolute, out var proxy) ? $"{proxy.Scheme}://{proxy.Authority}" : null;
    }

    /// <summary>Gets the status that ends the message of the platform: .NET 8 has it nowhere else.</summary>
    private static HttpStatusCode? StatusIn(string message)
    {
        const int Digits = 3;
        var text = message.AsSpan().TrimEnd("'\".");
        return text.Length > Digits && !char.IsAsciiDigit(text[^(Digits + 1)]) && int.TryParse(text[^Digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? (HttpStatusCode)status : null;
    }

    /// <summary>Gets the host and port that the platform tried to connect to, which are in parentheses at the end of its message.</summary>
    private static string? Dialed(string message)
    {
        var open = message.LastIndexOf('(');
        var dialed = open >= 0 && message.EndsWith(')') ? message[(open + 1)..^1] : "";
        var colon = dialed.LastIndexOf(':');
        return colon > 0 && int.TryParse(dialed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? $"{Bare(dialed[..colon])}{dialed[colon..]}"
            : null;
    }

    // A name without a dot is one of the own network, such as a container's.
    private static bool IsLocal(Uri server) => server.IsLoopback
        || (server.HostNameType == UriHostNameType.Dns && (!server.Host.Contains('.', StringComparison.Ordinal) || server.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || server.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase)))
        || (IPAddress.TryParse(server.IdnHost, out var address) && IsPrivate(address));

    private static bool IsPrivate(IPAddress address) => address.GetAddressBytes() switch
    {
        [10, _, _, _] or [192, 168, _, _] or [169, 254, _, _] => true,
        [172, >= 16 and <= 31, _, _] => true,
        [_, _, _, _] => false,
        _ => address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal,
    };
}
