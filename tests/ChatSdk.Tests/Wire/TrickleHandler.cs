using System.Net;

namespace ChatSdk.Tests.Wire;

/// <summary>
/// Responds with a body that is read in chunks of given sizes. A socket cannot guarantee these sizes, because the kernel may join separate writes.
/// </summary>
internal sealed class TrickleHandler(WireFixture fixture, params int[] readSizes) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage((HttpStatusCode)fixture.Status)
        {
            Content = new StreamContent(new TrickleStream(fixture.Body, readSizes)),
            RequestMessage = request,
        };
        response.Content.Headers.Add("Content-Type", fixture.Headers["content-type"]);
        return Task.FromResult(response);
    }
}
