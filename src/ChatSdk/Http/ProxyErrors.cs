using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatSdk;

/// <summary>Distinguishes failures of a proxy from those of the server. The messages contain the address of the proxy without the user name and password.</summary>
internal static class ProxyErrors
{
    /// <summary>Returns the exception for a response that can only be from a proxy; <see langword="null"/> for other responses.</summary>
    public static ChatConnectionException? Of(ChatResponseInfo response)
    {
        if (response.Status != HttpStatusCode.ProxyAuthenticationRequired)
        {
            return null;
        }

        var server = Uri.TryCreate(response.Address, UriKind.Absolute, out var address) ? address : null;
        return Refused(server, response.Status);
    }

    /// <summary>Returns the exception for a proxy that rejected the connection or could not be reached; <see langword="null"/> for other failures.</summary>
    public static ChatConnectionException? Of(HttpRequestException exception, Uri server)
    {
        if (exception.HttpRequestError == HttpRequestError.ProxyTunnelError)
        {
            // The original exception is left out, because its message may contain the password from the address of the proxy.
            return Refused(server, exception.StatusCode ?? StatusIn(exception.Message), ProxyIn(exception.Message), exception.InnerException);
        }

        return exception.InnerException is SocketException socket && Dialed(exception.Message) is { } dialed && dialed != HostAndPort(server)
            ? Unreachable(server, dialed, socket, exception)
            : null;
    }

    /// <summary>Returns a hint that names the proxy through which requests to a server are sent, because it may have caused the failure; empty if there is no proxy.</summary>
    public static string Hint(Uri server) => ProxyAddress.Of(server) is { } proxy ? $" Requests to it go through the proxy {proxy}." : "";

    private static ChatConnectionException Refused(Uri? server, HttpStatusCode? status, string? proxy = null, Exception? inner = null)
    {
        // Status 5xx means that the proxy could not reach the server, which may be temporary. Any other status means that the proxy does
        // not permit the request.
        var isTransient = status >= HttpStatusCode.InternalServerError;
        proxy ??= ProxyAddress.Of(server);
        var name = proxy is null ? "A proxy" : $"The proxy {proxy}";
        var what = status is null ? "did not accept the connection" : string.Create(CultureInfo.InvariantCulture, $"answered {(int)status}");
        var why = status == HttpStatusCode.ProxyAuthenticationRequired ? " It requires authentication." : "";
        return new ChatConnectionException(ChatConnectionErrorKind.Proxy, $"{name} {what} for the request to {Name(server)}.{why}{LocalHint(server)}", inner, isTransient);
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
        return new ChatConnectionException(ChatConnectionErrorKind.Proxy, $"The proxy {proxy} {what}, so the request to {Name(server)} was not sent.{LocalHint(server)}", inner);
    }

    private static string LocalHint(Uri? server) => server is not null && IsLocal(server)
        ? $" That server is local: to connect to it directly, add {server.IdnHost} to the environment variable NO_PROXY."
        : "";

    private static string Name(Uri? server) => server is null ? "the server" : $"{server.Scheme}://{server.Authority}";

    private static string HostAndPort(Uri address) => string.Create(CultureInfo.InvariantCulture, $"{Bare(address.IdnHost)}:{address.Port}");

    // Removes the brackets and the zone of an IPv6 address.
    private static string Bare(string host) => host.Trim('[', ']').Split('%')[0];

    /// <summary>Returns the address of the proxy from the exception message, without the user name and password; <see langword="null"/> if the message contains none.</summary>
    private static string? ProxyIn(string message)
    {
        var start = message.IndexOf("://", StringComparison.Ordinal);
        while (start > 0 && char.IsAsciiLetterOrDigit(message[start - 1]))
        {
            start--;
        }

        var end = start < 0 ? -1 : message.IndexOfAny([' ', ',', '\''], start);
        return end > start && Uri.TryCreate(message[start..end], UriKind.Absolute, out var proxy) ? $"{proxy.Scheme}://{proxy.Authority}" : null;
    }

    /// <summary>Returns the status at the end of the exception message, which is the only place where .NET 8 reports it; <see langword="null"/> if there is none.</summary>
    private static HttpStatusCode? StatusIn(string message)
    {
        const int Digits = 3;
        var text = message.AsSpan().TrimEnd("'\".");
        return text.Length > Digits && !char.IsAsciiDigit(text[^(Digits + 1)]) && int.TryParse(text[^Digits..], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? (HttpStatusCode)status : null;
    }

    /// <summary>Returns the host and port of the failed connection, which are in parentheses at the end of the exception message.</summary>
    private static string? Dialed(string message)
    {
        var open = message.LastIndexOf('(');
        var dialed = open >= 0 && message.EndsWith(')') ? message[(open + 1)..^1] : "";
        var colon = dialed.LastIndexOf(':');
        return colon > 0 && int.TryParse(dialed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? $"{Bare(dialed[..colon])}{dialed[colon..]}"
            : null;
    }

    // A name without a dot, such as the name of a container, is in the local network.
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
