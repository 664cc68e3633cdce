using System.Net;

namespace ChatSdk.Tests.Wire;

/// <summary>
/// Answers with a body that is read in pieces of given sizes. No socket can do that: the kernel joins what is written apart.
/// </summary>
internal sealed class TrickleHandler(WireFixture fixture, params int[] pieces) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage((HttpStatusCode)fixture.Status)
        {
            Content = new StreamContent(new TrickleStream(fixture.Body, pieces)),
            RequestMessage = request,
        };
        response.Content.Headers.Add("Content-Type", fixture.Headers["content-type"]);
        return Task.FromResult(response);
    }
}
