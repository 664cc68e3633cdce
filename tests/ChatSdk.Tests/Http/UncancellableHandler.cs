namespace ChatSdk.Tests.Http;

/// <summary>A handler that wraps each body in an <see cref="UncancellableStream"/>. Handlers that log or report progress may wrap bodies in similar streams.</summary>
internal sealed class UncancellableHandler(UncancellableKind kind) : DelegatingHandler(new SocketsHttpHandler())
{
    public UncancellableStream? Body { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Body = UncancellableStream.Of(kind, await response.Content.ReadAsStreamAsync(cancellationToken));
        var content = new StreamContent(Body);
        foreach (var (name, values) in response.Content.Headers)
        {
            content.Headers.Add(name, values);
        }

        response.Content = content;
        return response;
    }
}
