using System.Threading.RateLimiting;
using ChatSdk.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Polly;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class ConfigurationTests : ResilienceTest
{
    [Test]
    public void Every_key_in_the_section_is_read()
    {
        var options = Read(
            ("retry:maxRetryAttempts", "7"),
            ("Retry:Delay", "00:00:03"),
            ("Retry:MaxDelay", "00:00:30"),
            ("Retry:BackoffType", "linear"),
            ("Retry:UseJitter", "false"),
            ("Retry:ShouldRetryAfterHeader", "true"),
            ("CircuitBreaker:FailureRatio", "0.25"),
            ("CircuitBreaker:MinimumThroughput", "20"),
            ("CircuitBreaker:SamplingDuration", "00:02:00"),
            ("CircuitBreaker:BreakDuration", "00:00:45"),
            ("RateLimiter:DefaultRateLimiterOptions:PermitLimit", "16"),
            ("RateLimiter:DefaultRateLimiterOptions:QueueLimit", "32"),
            ("RateLimiter:DefaultRateLimiterOptions:QueueProcessingOrder", "NewestFirst"),
            ("Hedging:Delay", "00:00:08"),
            ("Hedging:MaxHedgedAttempts", "2"),
            ("AttemptTimeout:Timeout", "00:05:00"),
            ("TotalRequestTimeout:Timeout", "Infinite"));

        (options.Retry.MaxRetryAttempts, options.Retry.Delay, options.Retry.MaxDelay).Should().Be((7, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30)));
        (options.Retry.BackoffType, options.Retry.UseJitter).Should().Be((DelayBackoffType.Linear, false));
        (options.CircuitBreaker.FailureRatio, options.CircuitBreaker.MinimumThroughput).Should().Be((0.25, 20));
        (options.CircuitBreaker.SamplingDuration, options.CircuitBreaker.BreakDuration).Should().Be((TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(45)));
        var permits = options.RateLimiter.DefaultRateLimiterOptions;
        (permits.PermitLimit, permits.QueueLimit, permits.QueueProcessingOrder).Should().Be((16, 32, QueueProcessingOrder.NewestFirst));
        (options.Hedging!.Delay, options.Hedging.MaxHedgedAttempts).Should().Be((TimeSpan.FromSeconds(8), 2));
        (options.AttemptTimeout.Timeout, options.TotalRequestTimeout.Timeout).Should().Be((TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan));
    }

    [Test]
    public void Options_that_are_not_set_have_the_documented_defaults()
    {
        var options = Read();

        (options.Retry.MaxRetryAttempts, options.Retry.Delay, options.Retry.MaxDelay).Should().Be((2, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(8)));
        (options.CircuitBreaker.FailureRatio, options.CircuitBreaker.MinimumThroughput).Should().Be((0.5, 10));
        (options.CircuitBreaker.SamplingDuration, options.CircuitBreaker.BreakDuration).Should().Be((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5)));
        (options.AttemptTimeout.Timeout, options.TotalRequestTimeout.Timeout).Should().Be((TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan));
        options.Hedging.Should().BeNull();
    }

    [TestCase("Retry:Retries", "2", "Retry:Retries")]
    [TestCase("Breaker:FailureRatio", "0.5", "Breaker")]
    [TestCase("Retry", "2", "Retry")]
    [TestCase("Retry:Delay:Seconds", "2", "Retry:Delay")]
    [TestCase("Retry:Delay", "3", "Retry:Delay")]
    [TestCase("Retry:MaxRetryAttempts", "two", "Retry:MaxRetryAttempts")]
    [TestCase("Retry:BackoffType", "Random", "Retry:BackoffType")]
    [TestCase("CircuitBreaker:FailureRatio", "half", "CircuitBreaker:FailureRatio")]
    public void Unknown_key_or_invalid_value_is_reported_with_its_path(string key, string value, string path) =>
        FluentActions.Invoking(() => Read((key, value))).Should().Throw<InvalidOperationException>().WithMessage($"*'Chat:Resilience:{path}'*");

    [Test]
    public async Task Later_call_to_AddChatResilience_changes_the_options_that_an_earlier_call_set()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var provider = Build(builder => builder
            .AddChatResilience(Section(("Retry:Delay", "00:00:00"), ("Retry:MaxRetryAttempts", "5")))
            .AddChatResilience(options => options.Retry.MaxRetryAttempts--));

        var failure = await FailAsync<ChatApiException>(provider.GetRequiredService<ChatClient>());

        failure.Attempts.Should().Be(5);
    }

    [Test]
    public async Task Changed_section_is_used_with_ReloadOnChange()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Chat:BaseAddress", Server.BaseAddress), new("Chat:Model", "m"), new("Resilience:Retry:Delay", "00:00:00"), new("Resilience:Retry:MaxRetryAttempts", "1")])
            .Build();
        var provider = Build(builder => builder.Services.AddChatClient("changing", configuration.GetSection("Chat"))
            .AddChatResilience(configuration.GetSection("Resilience"))
            .ReloadOnChange());
        var client = provider.GetRequiredKeyedService<ChatClient>("changing");
        var before = await FailAsync<ChatApiException>(client);

        configuration["Resilience:Retry:MaxRetryAttempts"] = "3";
        configuration.Reload();

        var after = await FailAsync<ChatApiException>(client);
        (before.Attempts, after.Attempts).Should().Be((2, 4));
    }

    [Test]
    public void Each_client_has_its_own_options()
    {
        var provider = Build(builder =>
        {
            builder.AddChatResilience(options => options.Retry.MaxRetryAttempts = 4);
            builder.Services.AddChatClient("fast", options => (options.BaseAddress, options.MaxRetries) = (Server.BaseAddress, 1)).AddChatResilience();
        });

        var options = provider.GetRequiredService<IOptionsMonitor<ChatResilienceOptions>>();

        (options.Get("").Retry.MaxRetryAttempts, options.Get("fast").Retry.MaxRetryAttempts).Should().Be((4, 1));
    }

    [Test]
    public void Invalid_arguments_throw()
    {
        var services = new ServiceCollection();

        FluentActions.Invoking(() => services.AddHttpClient("other").AddChatResilience()).Should().Throw<ArgumentException>().WithMessage("*'other'*");
        FluentActions.Invoking(() => services.AddChatClient("http://localhost").AddChatResilience((IConfiguration)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ((IHttpClientBuilder)null!).AddChatResilience()).Should().Throw<ArgumentNullException>();
    }

    private ChatResilienceOptions Read(params (string Key, string Value)[] values) =>
        Build(builder => builder.AddChatResilience(Section(values))).GetRequiredService<IOptionsMonitor<ChatResilienceOptions>>().Get("");

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create($"Chat:Resilience:{value.Key}", (string?)value.Value)))
        .Build().GetSection("Chat:Resilience");
}
