using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;

namespace ChatSdk.Tool;

/// <summary>Checks whether the server can be reached, and how.</summary>
internal static class ConnectionProbes
{
    public static IEnumerable<Probe> All =>
    [
        new("reach", "Reachability", ReachAsync),
        new("tls", "TLS", TlsAsync) { Needs = "reach" },
    ];

    private static async Task<Finding> ReachAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.ListModelsAsync(cancellationToken);
        if (attempt.Exchange is not { Status: { } status } exchange)
        {
            return Finding.NotSupported(attempt.Error is null ? "The server sent no response within the time limit." : attempt.Problem) with
            {
                Library = attempt.Thrown,
                ExitCode = ExitCodes.ConnectionFailure,
            };
        }

        if ((int)status is >= 300 and < 400)
        {
            return Redirected(session, exchange);
        }

        var server = exchange.Header("Server") is { Length: > 0 } name ? $" Server: {Printable.Line(name, 60)}." : "";
        var via = exchange.Header("Via") is { Length: > 0 } proxies ? $" The response came through {Printable.Line(proxies, 60)}." : "";
        return Finding.Supported(
            $"The server responds with HTTP/{exchange.HttpVersion}, {Printable.Milliseconds(exchange.TimeToHeaders)} after the request.{server}{via}{Proxy(exchange.Address!)}",
            exchange.HeaderEvidence("server", "via", "date", "content-type"));
    }

    private static Finding Redirected(ProbeSession session, Exchange exchange)
    {
        var evidence = exchange.HeaderEvidence("location");
        if (!Uri.TryCreate(exchange.Address, exchange.Header("Location"), out var target))
        {
            return Finding.Odd("The server redirects requests, but names no target.", evidence);
        }

        // The path without the operation is the base address. A key is sent only to the host that it was given for.
        var address = target.GetLeftPart(UriPartial.Path).Replace("/models", "", StringComparison.Ordinal);
        if (target.Host == exchange.Address!.Host)
        {
            session.Use(session.Connection with { BaseAddress = address });
        }

        return Finding.Odd($"The server redirects requests to {Printable.Line(address)}.", evidence) with
        {
            Library = "ChatSdk does not follow redirects, because your prompt and key would be sent to the redirect target.",
            Setting = Setting.Client($"BaseAddress = \"{Printable.Line(address)}\""),
        };
    }

    private static string Proxy(Uri address) =>
        HttpClient.DefaultProxy.IsBypassed(address) || HttpClient.DefaultProxy.GetProxy(address) is not { } proxy ? "" : $" The request was sent through the proxy {proxy.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}.";

    private static async Task<Finding> TlsAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var address = new Uri(session.Connection.BaseAddress);
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            return address.IsLoopback
                ? Finding.Skipped("The address is a local http:// address.")
                : Finding.Odd("The address is an http:// address of another machine, so that prompts and the key are sent unencrypted.") with { Setting = Setting.Client("AllowInsecureHttp = true") };
        }

        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(address.IdnHost, address.Port, cancellationToken);
            using var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.IdnHost }, cancellationToken);
            var expiry = tls.RemoteCertificate?.GetExpirationDateString() is { } text ? DateTime.Parse(text, CultureInfo.CurrentCulture) : default;
            return Finding.Supported(string.Create(CultureInfo.InvariantCulture, $"{tls.SslProtocol}; the certificate is valid until {expiry:yyyy-MM-dd}."));
        }
        catch (Exception error) when (error is SocketException or System.Security.Authentication.AuthenticationException or IOException)
        {
            return Finding.Unknown($"A direct TLS connection failed: {Printable.Line(error.Message)}");
        }
    }
}
