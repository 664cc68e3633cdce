namespace ChatSdk.Soak;

/// <summary>Sends a conversation in which a tool has spoken to the server that repeats what the user said, so that the run of tools ends.</summary>
internal sealed class ToolRouter(Uri echo) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        if (body.Contains("\"role\":\"tool\"", StringComparison.Ordinal))
        {
            request.RequestUri = new UriBuilder(request.RequestUri!) { Port = echo.Port }.Uri;
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
