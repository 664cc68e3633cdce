namespace ChatSdk;

/// <summary>
/// Checks the address to which service discovery resolved the name of a service. It must be the last handler, so that it runs
/// after the handler of service discovery.
/// </summary>
internal sealed class DiscoveredAddress : DelegatingHandler
{
    // The key of the request option with the description of a secret, which must not be sent unencrypted.
    private static readonly HttpRequestOptionsKey<string> _secret = new("ChatSdk.Secret");

    /// <summary>If the address of the service is not known yet, marks a request whose secret must not be sent unencrypted.</summary>
    public static void Protect(HttpRequestMessage request, ChatClientOptions options)
    {
        if (ServerAddress.NeedsDiscovery(request.RequestUri!) && !options.AllowInsecureHttp && ChatClientOptionsValidator.SecretIn(options, request.RequestUri!) is { } secret)
        {
            request.Options.Set(_secret, secret);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ChatConnectionException">No handler resolved the name, or a secret would be sent unencrypted.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (ServerAddress.NeedsDiscovery(address))
        {
            throw Failure($"{address.Scheme}://{address.Authority} is the name of a service, but no handler of the HttpClient resolves it. Call AddServiceDiscovery (from the package Microsoft.Extensions.ServiceDiscovery) both on the services and on the builder that AddChatClient returns, or use an address that starts with http:// or https://.");
        }

        return ServerAddress.IsUnencrypted(address) && request.Options.TryGetValue(_secret, out var secret)
            ? throw Failure($"Service discovery found an http:// address of another machine, so {secret} would be sent unencrypted. Provide an https:// endpoint for the service, or set AllowInsecureHttp.")
            : base.SendAsync(request, cancellationToken);
    }

    private static ChatConnectionException Failure(string message) => new(ChatConnectionErrorKind.Other, message, isTransient: false);
}
