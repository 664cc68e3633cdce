using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests clients whose <see cref="HttpClient"/> has a resilience handler. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class ResilienceHandlerFaultTests : FaultTest, IDisposable
{
    private const int _handlerAttempts = 4;

    private readonly ServiceCollection _services = new();
    private readonly LogBook _log = new();

    private static IEnumerable<TestCaseData> Places =>
    [
        Place("on the client", AddHandler),
        Place("on the client, after other handlers", (services, client) => AddHandler(services, client.AddHttpMessageHandler(() => new PassingHandler()))),
        Place("on another builder with the client's name", (services, client) => AddHandler(services, services.AddHttpClient(client.Name))),
        Place("with a custom pipeline", (_, client) => client.AddResilienceHandler("own", pipeline => pipeline.AddRetry(WithoutDelay(new HttpRetryStrategyOptions())))),
        Place("as a derived class", (_, client) => client.AddHttpMessageHandler(() => new DerivedHandler())),
    ];

    public void Dispose() => _log.Dispose();

    [TestCaseSource(nameof(Places))]
    [Fault(79, "a handler of `Microsoft.Extensions.Http.Resilience` is added to the client's `HttpClient`", "one warning is logged; only the handler retries", Retried = "by the handler")]
    public async Task Row_79_resilience_handler_is_detected_wherever_it_was_added(Action<IServiceCollection, IHttpClientBuilder> add)
    {
        await using var provider = Build(add);

        await ShouldFailAsync(provider);
        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(2 * _handlerAttempts);
        var warning = Warnings().Should().ContainSingle().Which;
        (warning.Level, warning.EventId).Should().Be((LogLevel.Warning, 1));
        warning.Text.Should().Contain("'ChatSdk'").And.Contain("ResilienceHandlerBehavior");
    }

    [Test]
    [Fault(79, "a handler of `Microsoft.Extensions.Http.Resilience` is added to all HTTP clients of the application (`ConfigureHttpClientDefaults`)", "the handler is removed from the client's `HttpClient`, and one message is logged; the client retries", Retried = "yes")]
    public async Task Row_79_handler_added_to_all_clients_is_removed_from_this_client()
    {
        await using var provider = Build((services, _) => services.ConfigureHttpClientDefaults(all => AddHandler(services, all)));

        await ShouldFailAsync(provider);
        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(2 * 3);
        Warnings().Should().BeEmpty();
        _log.Lines.Should().ContainSingle(line => line.EventId == 8).Which.Level.Should().Be(LogLevel.Information);
    }

    [Test]
    public async Task Row_79_handler_added_to_all_clients_before_this_client_was_added_is_removed()
    {
        _services.ConfigureHttpClientDefaults(all => AddHandler(_services, all));
        await using var provider = Build((_, _) => { }, ResilienceHandlerBehavior.Throw);

        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Row_79_hedging_handler_added_to_all_clients_is_removed_from_this_client()
    {
        await using var provider = Build((services, _) => services.ConfigureHttpClientDefaults(all => all.AddStandardHedgingHandler()));

        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(3);
        Warnings().Should().BeEmpty();
        _log.Lines.Should().ContainSingle(line => line.EventId == 8);
    }

    [Test]
    public async Task Row_79_handler_added_to_this_client_remains_when_the_one_for_all_clients_is_removed()
    {
        await using var provider = Build((services, client) =>
        {
            services.ConfigureHttpClientDefaults(all => AddHandler(services, all));
            AddHandler(services, client);
        });

        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(_handlerAttempts);
        Warnings().Should().ContainSingle();
    }

    [Test]
    public async Task Row_79_handler_added_to_all_clients_remains_with_KeepBoth()
    {
        await using var provider = Build((services, _) => services.ConfigureHttpClientDefaults(all => AddHandler(services, all)), ResilienceHandlerBehavior.KeepBoth);

        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(3 * _handlerAttempts);
        _log.Lines.Should().NotContain(line => line.EventId == 8);
    }

    [Test]
    public async Task Row_79_handler_added_to_all_clients_does_not_cut_off_a_slow_answer()
    {
        _services.ConfigureHttpClientDefaults(all => all.AddStandardResilienceHandler(options =>
        {
            options.AttemptTimeout.Timeout = options.TotalRequestTimeout.Timeout = TimeSpan.FromMilliseconds(20);
            options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(1);
        }));
        Server.AnswersText("Hello.").After(TimeSpan.FromMilliseconds(200));
        Server.Streams("Hel", "lo.").After(TimeSpan.FromMilliseconds(200));
        await using var provider = Build((_, _) => { });
        var client = provider.GetRequiredService<ChatClient>();

        var answer = await client.CreateAsync("Hi", Guard);
        var stream = await client.CreateStreamAsync("Hi", Guard).ToCompletionAsync(Guard);

        (answer.Text, stream.Text).Should().Be(("Hello.", "Hello."));
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Row_79_client_and_handler_both_retry_with_KeepBoth()
    {
        await using var provider = Build(AddHandler, ResilienceHandlerBehavior.KeepBoth);

        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(3 * _handlerAttempts);
        Warnings().Should().BeEmpty();
    }

    [Test]
    public async Task Row_79_MaxRetries_in_the_call_options_applies_despite_the_handler()
    {
        await using var provider = Build(AddHandler);

        await ShouldFailAsync(provider, new() { MaxRetries = 1 });

        Server.Requests.Should().HaveCount(2 * _handlerAttempts);
    }

    [Test]
    [Fault(79, "a handler of `Microsoft.Extensions.Http.Resilience` is added to the client's `HttpClient`, and `ResilienceHandlerBehavior` is `Throw`", "`InvalidOperationException` when the client is created")]
    public async Task Row_79_creating_the_client_throws_with_ResilienceHandlerBehavior_Throw()
    {
        await using var provider = Build(AddHandler, ResilienceHandlerBehavior.Throw);

        provider.Invoking(it => it.GetRequiredService<ChatClient>()).Should().Throw<InvalidOperationException>().WithMessage("*'ChatSdk'*ResilienceHandlerBehavior*");
    }

    [TestCase(ResilienceHandlerBehavior.DisableRetries)]
    [TestCase(ResilienceHandlerBehavior.Throw)]
    public async Task Row_79_client_without_a_resilience_handler_retries(ResilienceHandlerBehavior action)
    {
        AddHandler(_services, _services.AddHttpClient("another"));
        await using var provider = Build((_, client) => client.AddHttpMessageHandler(() => new PassingHandler()), action);

        await ShouldFailAsync(provider);

        Server.Requests.Should().HaveCount(3);
        Warnings().Should().BeEmpty();
    }

    [Test]
    public async Task Row_79_call_rejected_by_an_open_circuit_in_a_handler_is_not_retried()
    {
        await using var provider = Build(
            (_, client) => client.AddResilienceHandler("own", pipeline => pipeline.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions { ManualControl = new CircuitBreakerManualControl(isIsolated: true) })),
            ResilienceHandlerBehavior.KeepBoth);

        var failure = await FailAsync<ChatConnectionException>(() => provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard));

        (failure.Kind, failure.Attempts).Should().Be((ChatConnectionErrorKind.CircuitOpen, 1));
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Row_79_call_rejected_by_the_rate_limiter_in_a_handler_is_not_retried()
    {
        await using var provider = Build(
            (_, client) => client.AddResilienceHandler("own", pipeline => pipeline.AddRateLimiter(new HttpRateLimiterStrategyOptions { RateLimiter = _ => throw new RateLimiterRejectedException() })),
            ResilienceHandlerBehavior.KeepBoth);

        var failure = await FailAsync<ChatConnectionException>(() => provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard));

        (failure.Kind, failure.Attempts).Should().Be((ChatConnectionErrorKind.RateLimiterRejected, 1));
        Server.Requests.Should().BeEmpty();
    }

    private static void AddHandler(IServiceCollection services, IHttpClientBuilder client) => client.AddStandardResilienceHandler(options => WithoutDelay(options.Retry));

    /// <summary>Removes the delays, and leaves the number of retries at the package's default.</summary>
    private static HttpRetryStrategyOptions WithoutDelay(HttpRetryStrategyOptions retry)
    {
        (retry.Delay, retry.UseJitter) = (TimeSpan.Zero, false);
        return retry;
    }

    private static TestCaseData Place(string name, Action<IServiceCollection, IHttpClientBuilder> add) => new TestCaseData(add).SetArgDisplayNames(name);

    private ServiceProvider Build(Action<IServiceCollection, IHttpClientBuilder> add, ResilienceHandlerBehavior action = default)
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Never."));
        _services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        add(_services, _services.AddChatClient(options =>
        {
            (options.BaseAddress, options.Model, options.RetryDelay) = (Server.BaseAddress, "m", TimeSpan.FromMilliseconds(1));
            options.ResilienceHandlerBehavior = action;
        }));
        return _services.BuildServiceProvider();
    }

    private static async Task ShouldFailAsync(ServiceProvider provider, ChatCallOptions? options = null) =>
        await FailAsync<ChatApiException>(() => provider.GetRequiredService<ChatClient>().CreateAsync("Hi", options, Guard));

    private IEnumerable<LogBook.LogLine> Warnings() => _log.Lines.Where(line => line is { Category: "ChatSdk", EventId: 1 });

    private sealed class DerivedHandler() : ResilienceHandler(new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(WithoutDelay(new HttpRetryStrategyOptions())).Build());

    private sealed class PassingHandler : DelegatingHandler;
}
