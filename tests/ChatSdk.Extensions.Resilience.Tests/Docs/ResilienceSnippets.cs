using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;

namespace ChatSdk.Extensions.Resilience.Tests.Docs;

/// <summary>The C# code in docs/resilience.md and in the package's README.</summary>
internal static class ResilienceSnippets
{
    public static void Add(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).AddChatResilience(options =>
        {
            options.Retry.MaxRetryAttempts = 4;
            options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(30);
            options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = 16;
            options.RateLimiter.DefaultRateLimiterOptions.QueueLimit = 100;
            options.Hedging = new HttpHedgingStrategyOptions { Delay = TimeSpan.FromSeconds(8) };    // off unless set
        });
    }

    public static void AddToServices(IServiceCollection services)
    {
        services.AddChatClient(options => options.BaseAddress = "http://localhost:8000/v1").AddChatResilience(options =>
        {
            options.Retry.MaxRetryAttempts = 4;
            options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(30);
            options.Hedging = new HttpHedgingStrategyOptions { Delay = TimeSpan.FromSeconds(8) };    // off unless set
        });
    }

    public static void AddPredicate(IServiceCollection services)
    {
        services.AddChatClient("http://localhost:8000").AddChatResilience(options =>
            options.Retry.ShouldHandle = arguments => ValueTask.FromResult(
                HttpClientResiliencePredicates.IsTransient(arguments.Outcome) || arguments.Outcome.Result?.StatusCode == HttpStatusCode.NotFound));
    }
}
