using System.Net;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Rejects the first request and answers the others. All headers for delays, rate limits and the request ID have the given value.</summary>
internal sealed class HeaderHandler(string value) : HttpMessageHandler
{
    private static readonly string[] _names =
    [
        "Retry-After", "x-should-retry", "x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests",
        "x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens", "x-request-id",
    ];

    private int _count;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage(_count++ == 0 ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK)
        {
            Content = new StringContent("""{"choices":[]}"""),
            RequestMessage = request,
        };
        foreach (var name in _names)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return Task.FromResult(response);
    }
}
