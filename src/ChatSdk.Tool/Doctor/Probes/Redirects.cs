namespace ChatSdk.Tool;

/// <summary>Finds the address to use instead of one that redirects.</summary>
internal static class Redirects
{
    private static readonly string[] _operations = ["/chat/completions", "/models"];

    public static bool IsRedirect(Exchange? exchange) => (int?)exchange?.Status is >= 300 and < 400;

    /// <summary>
    /// Returns the finding about the redirect. Later requests use the redirect target only if it is on the same server, because the requests
    /// may contain a key.
    /// </summary>
    public static Finding Follow(ProbeSession session, Exchange exchange)
    {
        var evidence = exchange.HeaderEvidence("location");
        if (!Uri.TryCreate(exchange.Address, exchange.Header("Location"), out var target))
        {
            return Finding.Odd("The server redirects requests, but names no target.", evidence) with { IsUsable = false };
        }

        var path = target.AbsolutePath.TrimEnd('/');
        if (Array.Find(_operations, operation => path.EndsWith(operation, StringComparison.Ordinal)) is not { } found)
        {
            return Finding.Odd($"The server redirects requests to {Printable.Line(target.GetLeftPart(UriPartial.Path))}, which is not the address of an API.", evidence) with { IsUsable = false };
        }

        var address = Printable.Line(new UriBuilder(target) { Path = path[..^found.Length], Query = "" }.Uri.AbsoluteUri.TrimEnd('/'));
        var isSafe = IsSameServer(exchange.Address!, target);
        if (isSafe)
        {
            session.Use(session.Connection with { BaseAddress = address });
        }

        return Finding.Odd($"The server redirects requests to {address}.{(isSafe ? "" : " To probe it, run the command with this address.")}", evidence) with
        {
            Library = "ChatSdk does not follow redirects, because your prompt and key would be sent to the redirect target.",
            Setting = Setting.Client($"BaseAddress = \"{address}\""),
            IsUsable = isSafe,
        };
    }

    // A server may redirect from HTTP to HTTPS, but then the port must be the default one.
    private static bool IsSameServer(Uri address, Uri target) => ServerOrigin.IsSame(address, target)
        || (target.Host == address.Host && target.Scheme == Uri.UriSchemeHttps && target.IsDefaultPort && address.Scheme == Uri.UriSchemeHttp);
}
