using System.Net;

namespace ChatSdk.Tool;

/// <summary>Records the requests that pass through it, and the bytes of their responses as they are read.</summary>
internal sealed class RecordingHandler(HttpMessageHandler inner, Secrets secrets) : DelegatingHandler(inner)
{
    /// <summary>Gets the latest exchange; <see langword="null"/> if nothing was sent after the last call to <see cref="Forget"/>.</summary>
    public Exchange? Last { get; private set; }

    /// <summary>Gets the latest exchange with status 429; <see langword="null"/> if there was none.</summary>
    public Exchange? RateLimited { get; private set; }

    public int Requests { get; private set; }

    public void Forget() => Last = null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        var exchange = Last = new Exchange(request, body, secrets);
        Requests++;
        var response = await base.SendAsync(request, cancellationToken);
        exchange.Receive(response);
        RateLimited = response.StatusCode == HttpStatusCode.TooManyRequests ? exchange : RateLimited;
        response.Content = new RecordedContent(response.Content, exchange);
        return response;
    }
}
