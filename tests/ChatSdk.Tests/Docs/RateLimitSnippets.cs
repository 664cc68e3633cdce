using System.Threading.RateLimiting;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code of docs/rate-limits.md.</summary>
internal static class RateLimitSnippets
{
    public static async Task<ChatCompletion> LimitAsync(string key)
    {
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "https://host/v1",
            ApiKey = key,
            Model = "small",
            RateLimits = new() { RequestsPerMinute = 500, TokensPerMinute = 200_000 },
        });
        return await client.CreateAsync("Hi");
    }

    public static void UseOwnLimiters(ChatClientOptions options, RateLimiter requestLimiter, RateLimiter tokenLimiter)
    {
        options.RateLimits = new()
        {
            RequestLimiter = requestLimiter,    // one permit for each request
            TokenLimiter = tokenLimiter,        // one permit for each token of the request and its expected answer
        };
        options.RateLimits.RequestLimiterByModel = PartitionedRateLimiter.Create<string, string>(model =>
            RateLimitPartition.GetConcurrencyLimiter(model, _ => new() { PermitLimit = 8 }));
    }
}
