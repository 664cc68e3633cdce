using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ChatSdk.Tool;

/// <summary>Checks whether the server can be reached, and how.</summary>
internal static class ConnectionProbes
{
    public static IEnumerable<Probe> All =>
    [
        new("dns", "DNS", DnsAsync),
        new("reach", "Reachability", ReachAsync),
        new("tls", "TLS", TlsAsync) { Needs = "reach" },
    ];

    private static async Task<Finding> DnsAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var address = new Uri(session.Connection.BaseAddress);
        if (address.HostNameType != UriHostNameType.Dns)
        {
            return Finding.Skipped("The address has no host name.");
        }

        try
        {
            var found = await Dns.GetHostAddressesAsync(address.IdnHost, cancellationToken);
            return Finding.Supported($"{address.Host} resolves to {string.Join(", ", found.Take(4).Select(ip => ip.ToString()))}{(found.Length > 4 ? ", …" : "")}.");
        }
        catch (SocketException) when (Proxy(address) is { } proxy)
        {
            return Finding.Unknown($"{address.Host} is not known on this machine, but the requests are sent through the proxy {proxy}.");
        }
        catch (SocketException error)
        {
            return Finding.NotSupported($"The host name {address.Host} could not be resolved: {error.Message}.") with { ExitCode = ExitCodes.ConnectionFailure };
        }
    }

    private static async Task<Finding> ReachAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.ListModelsAsync(cancellationToken);
        if (attempt.Exchange is not { Status: not null } exchange)
        {
            return Finding.NotSupported(attempt.IsTimeout ? "The server sent no response within the time limit (--timeout)." : Reason(attempt)) with
            {
                Library = attempt.Thrown,
                ExitCode = ExitCodes.ConnectionFailure,
            };
        }

        if (Redirects.IsRedirect(exchange))
        {
            return Redirects.Follow(session, exchange) with { IsUsable = true };
        }

        var server = exchange.Header("Server") is { Length: > 0 } name ? $" Server: {Printable.Line(name, 60)}." : "";
        var via = exchange.Header("Via") is { Length: > 0 } proxies ? $" The response came through {Printable.Line(proxies, 60)}." : "";
        var proxy = Proxy(exchange.Address!) is { } used ? $" The request was sent through the proxy {used}." : "";
        return Finding.Supported(
            $"The server responds with HTTP/{exchange.HttpVersion}, {Printable.Milliseconds(exchange.TimeToHeaders)} after the request.{server}{via}{proxy}",
            exchange.HeaderEvidence("server", "via", "date", "content-type"));
    }

    // Only the exception from the TLS stream says why a certificate is not trusted.
    private static string Reason(ChatAttempt attempt) => attempt.Error is ChatConnectionException { Kind: ChatConnectionErrorKind.Tls } error
        ? $"{attempt.Problem} {Printable.Line(error.GetBaseException().Message)}"
        : attempt.Problem;

    private static string? Proxy(Uri address) =>
        HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address)?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static async Task<Finding> TlsAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var address = new Uri(session.Connection.BaseAddress);
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            return address.IsLoopback
                ? Finding.Skipped("The address is a local http:// address.")
                : Finding.Odd("The address is an http:// address of another machine, so prompts and the key are sent unencrypted.") with { Setting = session.Connection.ApiKey is null ? null : Setting.Client("AllowInsecureHttp = true") };
        }

        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(address.IdnHost, address.Port, cancellationToken);
            using var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost, ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] }, cancellationToken);
            var expiry = tls.RemoteCertificate?.GetExpirationDateString() is { } text ? DateTime.Parse(text, CultureInfo.CurrentCulture) : default;
            return Finding.Supported(string.Create(CultureInfo.InvariantCulture, $"The connection uses {tls.SslProtocol} {(tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2 ? "with" : "without")} HTTP/2, and the certificate is valid until {expiry:yyyy-MM-dd}."));
        }
        catch (Exception error) when (error is SocketException or AuthenticationException or IOException)
        {
            return Finding.Unknown($"A direct TLS connection failed: {Printable.Line(error.Message)}");
        }
    }
}
