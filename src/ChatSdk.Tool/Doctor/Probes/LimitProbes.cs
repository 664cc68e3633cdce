using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>Checks what the server reports about its rate limits. No probe tries to exceed them.</summary>
internal static class LimitProbes
{
    public static IEnumerable<Probe> All =>
    [
        new("rate-limit-headers", "Rate limits in headers", (session, _) => Task.FromResult(Headers(session.Answer!))) { Needs = "answer" },
        new("rate-limit-error", "Error: rate limit", (session, _) => Task.FromResult(Error(session))) { Needs = "key" },
    ];

    private static Finding Headers(ChatAttempt answer)
    {
        var evidence = answer.Exchange!.HeaderEvidence("ratelimit", "rate-limit");
        var hasHeaders = answer.Exchange.Headers.Keys.Any(name => name.Contains("ratelimit", StringComparison.OrdinalIgnoreCase) || name.Contains("rate-limit", StringComparison.OrdinalIgnoreCase));
        var info = answer.Completion?.Response;
        return (info?.RequestLimit, info?.TokenLimit) is (null, null)
            ? hasHeaders
                ? Finding.Odd("The rate limit headers have an unusual form.", evidence) with { Library = "Response.Headers contains them." }
                : Finding.NotSupported("The answer has no rate limit headers.", evidence) with { Library = "If the server has limits, set RateLimits.RequestsPerMinute or RateLimits.TokensPerMinute." }
            : Finding.Supported("The headers of the answer report the rate limits.", evidence) with
            {
                Library = $"Response.RequestLimit: {Text(info?.RequestLimit)}. Response.TokenLimit: {Text(info?.TokenLimit)}.",
                Setting = Setting.Client("RateLimits = new() { FollowServer = true }"),
            };
    }

    private static string Text(ChatRateLimit? limit) => limit is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{limit.Remaining} of {limit.Limit} remaining");

    private static Finding Error(ProbeSession session) => session.RateLimited is not { } exchange
        ? Finding.Unknown("No request exceeded a rate limit.")
        : exchange.Header("Retry-After").Length > 0
            ? Finding.Supported("The server responds with 429 to requests that exceed the rate limit, and says when to retry.", exchange.HeaderEvidence("retry-after")) with { Library = "ChatSdk waits as long as Retry-After says, and retries." }
            : Finding.Odd("The server responds with 429 to requests that exceed the rate limit, but does not say when to retry.", exchange.Evidence()) with { Setting = Setting.Client("RetryDelay = TimeSpan.FromSeconds(5)") };
}
