using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class OptionErrorTests : ResilienceTest
{
    private static IEnumerable<TestCaseData> Errors =>
    [
        Error("Retry.MaxRetryAttempts", options => options.Retry.MaxRetryAttempts = -1),
        Error("Retry.Delay", options => options.Retry.Delay = TimeSpan.FromSeconds(-1)),
        Error("Retry.MaxDelay", options => options.Retry.MaxDelay = TimeSpan.FromDays(2)),
        Error("Retry.BackoffType", options => options.Retry.BackoffType = (Polly.DelayBackoffType)9),
        Error("Retry.ShouldHandle", options => options.Retry.ShouldHandle = null!),
        Error("Retry.ShouldRetryAfterHeader", options => options.Retry.ShouldRetryAfterHeader = false),
        Error("CircuitBreaker.FailureRatio", options => options.CircuitBreaker.FailureRatio = 0),
        Error("CircuitBreaker.FailureRatio", options => options.CircuitBreaker.FailureRatio = 1.5),
        Error("CircuitBreaker.FailureRatio", options => options.CircuitBreaker.FailureRatio = double.NaN),
        Error("CircuitBreaker.MinimumThroughput", options => options.CircuitBreaker.MinimumThroughput = 0),
        Error("CircuitBreaker.SamplingDuration", options => options.CircuitBreaker.SamplingDuration = TimeSpan.Zero),
        Error("CircuitBreaker.BreakDuration", options => options.CircuitBreaker.BreakDuration = Timeout.InfiniteTimeSpan),
        Error("CircuitBreaker.BreakDuration", options => options.CircuitBreaker.BreakDuration = TimeSpan.MaxValue),
        Error("CircuitBreaker.ShouldHandle", options => options.CircuitBreaker.ShouldHandle = null!),
        Error("RateLimiter.DefaultRateLimiterOptions.PermitLimit", options => options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = 0),
        Error("RateLimiter.DefaultRateLimiterOptions.QueueLimit", options => options.RateLimiter.DefaultRateLimiterOptions.QueueLimit = -1),
        Error("RateLimiter.DefaultRateLimiterOptions", options => options.RateLimiter.DefaultRateLimiterOptions = null!),
        Error("Hedging.MaxHedgedAttempts", options => options.Hedging = new() { MaxHedgedAttempts = 0 }),
        Error("Hedging.MaxHedgedAttempts", options => options.Hedging = new() { MaxHedgedAttempts = 11 }),
        Error("Hedging.Delay", options => options.Hedging = new() { Delay = Timeout.InfiniteTimeSpan }),
        Error("Hedging.Delay", options => options.Hedging = new() { Delay = TimeSpan.Zero }),
        Error("Hedging.Delay", options => (options.Hedging, options.AttemptTimeout.Timeout) = (new() { Delay = TimeSpan.FromSeconds(30) }, TimeSpan.FromSeconds(30))),
        Error("Hedging.Delay", options => (options.Hedging, options.TotalRequestTimeout.Timeout) = (new() { Delay = TimeSpan.FromSeconds(31) }, TimeSpan.FromSeconds(30))),
        Error("Hedging.ActionGenerator", options => options.Hedging = new() { ActionGenerator = null! }),
        Error("AttemptTimeout.Timeout", options => options.AttemptTimeout.Timeout = TimeSpan.Zero),
        Error("AttemptTimeout.TimeoutGenerator", options => options.AttemptTimeout.TimeoutGenerator = _ => new(TimeSpan.FromSeconds(1))),
        Error("TotalRequestTimeout.Timeout", options => options.TotalRequestTimeout.Timeout = TimeSpan.FromDays(60)),
        Error("TotalRequestTimeout.OnTimeout", options => options.TotalRequestTimeout.OnTimeout = _ => default),
    ];

    [TestCaseSource(nameof(Errors))]
    public void Invalid_option_is_reported_by_name_at_startup_and_when_the_client_is_resolved(string name, Action<ChatResilienceOptions> configure)
    {
        var provider = Build(builder => builder.AddChatResilience(configure));

        var start = provider.Invoking(it => it.GetRequiredService<IStartupValidator>().Validate());
        var resolve = provider.Invoking(it => it.GetRequiredService<ChatClient>());

        start.Should().Throw<OptionsValidationException>().WithMessage($"AddChatResilience: {name} *");
        resolve.Should().Throw<OptionsValidationException>().WithMessage($"AddChatResilience: {name} *");
    }

    [Test]
    public void Exception_message_contains_the_name_of_the_client()
    {
        var provider = Build(builder => builder.Services.AddChatClient("fast", options => options.BaseAddress = Server.BaseAddress)
            .AddChatResilience(options => options.Retry.MaxRetryAttempts = -1));

        provider.Invoking(it => it.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>().WithMessage("ChatClient 'fast', AddChatResilience: Retry*");
    }

    private static TestCaseData Error(string name, Action<ChatResilienceOptions> configure) => new TestCaseData(name, configure).SetArgDisplayNames(name);
}
