using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RedisRateLimiting;
using StackExchange.Redis;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in <c>docs/many-machines.md</c>.</summary>
internal static class ManyMachinesSnippets
{
    public static void ShareCache(HostApplicationBuilder builder)
    {
        // This method is in the package Microsoft.Extensions.Caching.StackExchangeRedis.
        builder.Services.AddStackExchangeRedisCache(options => options.Configuration = builder.Configuration.GetConnectionString("Redis"));
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).AddResponseCache();
    }

    public static async Task ShareLimitAsync(string key)
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync("redis-host");
        using RateLimiter limiter = new RedisTokenBucketRateLimiter<string>("gpt-4o-mini", new RedisTokenBucketRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis,
            ReplenishmentPeriod = TimeSpan.FromSeconds(0.1),    // 600 requests per minute
            TokensPerPeriod = 1,
            TokenLimit = 1,                                     // no bursts
        });

        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "https://host/v1",
            ApiKey = key,
            Model = "gpt-4o-mini",
            RateLimits = new() { RequestLimiter = limiter },
        });
    }
}
