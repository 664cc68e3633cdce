using System.Threading.RateLimiting;
using RedisRateLimiting;
using StackExchange.Redis;

/// <summary>Creates a rate limit that all workers share, because its state is in Redis.</summary>
internal static class SharedLimit
{
    public static RateLimiter Create(IConnectionMultiplexer redis, string name, int requestsPerMinute)
    {
        // At most the permits for a tenth of a second are available at once, so that requests are not sent in bursts.
        var permits = Math.Max(1, requestsPerMinute / 600);
        return new RedisTokenBucketRateLimiter<string>(name, new RedisTokenBucketRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis,
            TokenLimit = permits,
            TokensPerPeriod = permits,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)permits / requestsPerMinute),
        });
    }
}
