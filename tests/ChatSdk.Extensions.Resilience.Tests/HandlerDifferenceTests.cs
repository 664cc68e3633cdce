using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace ChatSdk.Extensions.Resilience.Tests;

/// <summary>
/// Tests how the strategies of <c>AddChatResilience</c> differ from a resilience handler in an <see cref="HttpClient"/>, and that they replace it. A handler
/// sees only the status and the headers of a response. It cannot see the body, or when the first event of a stream is received.
/// </summary>
[TestFixture]
public sealed class HandlerDifferenceTests : ResilienceTest
{
    private static readonly TimeSpan _latency = TimeSpan.FromMilliseconds(50);

    [Test]
    public async Task Answer_is_received_although_the_standard_handler_would_time_out_after_10_seconds()
    {
        Server.AnswersText("Hello.").After(_latency);
        var client = Timed();

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);
        Time.Advance(TimeSpan.FromSeconds(12));

        (await call).Text.Should().Be("Hello.");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stream_is_received_although_the_standard_handler_would_time_out_after_10_seconds()
    {
        Server.Streams("Hel", "lo.").After(_latency);
        var client = Timed();

        var stream = StreamAsync(client);
        await Server.NextRequestAsync(Guard);
        Time.Advance(TimeSpan.FromSeconds(12));

        (await stream).Should().Be("Hello.");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Attempt_timeout_does_not_end_a_stream_after_its_first_event()
    {
        Server.Streams("a", "b", "c", "d").Pausing(_latency);
        var client = Timed(options => options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(10));
        var text = "";

        await foreach (var chunk in client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            text += chunk.Text;
            Time.Advance(TimeSpan.FromSeconds(15));
        }

        text.Should().Be("abcd");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Exhausted_quota_is_not_retried()
    {
        Server.AnswersAlways(FakeErrors.OpenAIInsufficientQuota);

        var failure = await FailAsync<ChatRateLimitException>(Resilient());

        (failure.IsQuotaExhausted, failure.Attempts).Should().Be((true, 1));
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Client_waits_for_as_long_as_the_server_requests()
    {
        Server.AnswersError(429, "Slow down.").WithHeader("Retry-After", "60").AnswersText("Hello.");
        var client = Timed();

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        var wait = await Time.NextTimerAsync(left => left >= TimeSpan.FromSeconds(60) && left <= TimeSpan.FromSeconds(66), Guard);
        Time.Advance(wait);

        (await call).Text.Should().Be("Hello.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Error_is_not_retried_if_the_server_forbids_it()
    {
        Server.AnswersAlways(FakeAnswer.Error(500, "No.").WithHeader("x-should-retry", "false"));

        var failure = await FailAsync<ChatApiException>(Resilient());

        failure.Attempts.Should().Be(1);
        Server.Requests.Should().ContainSingle();
    }

    private static IEnumerable<TestCaseData> TransientAnswers =>
    [
        new TestCaseData(FakeAnswer.Error(400, "Again.").WithHeader("x-should-retry", "true")).SetArgDisplayNames("400 with x-should-retry"),
        new TestCaseData(FakeAnswer.Error(409, "Again.")).SetArgDisplayNames("409"),
        new TestCaseData(FakeAnswer.Json("""{"error":{"message":"Overloaded","type":"overloaded_error"}}""")).SetArgDisplayNames("an error with status 200"),
        new TestCaseData(FakeAnswer.Bytes("""{"choices":[{"index":0,"""u8.ToArray(), "application/json").ThenResets()).SetArgDisplayNames("an interrupted body"),
    ];

    [TestCaseSource(nameof(TransientAnswers))]
    public async Task Transient_failure_is_retried(FakeAnswer first)
    {
        Server.Answers(first).AnswersText("Hello.");

        var answer = await Resilient().CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hello.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Stream_that_is_interrupted_before_its_first_event_is_retried()
    {
        Server.Answers(FakeAnswer.Events().ThenResets()).Streams("Hel", "lo.");

        var text = await StreamAsync(Resilient());

        text.Should().Be("Hello.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Stream_that_is_interrupted_after_its_first_event_is_not_retried()
    {
        Server.Answers(FakeAnswer.Stream("Hel", "lo.").ThenResets());

        var failure = await FailAsync<ChatConnectionException>(() => StreamAsync(Resilient()));

        (failure.Attempts, failure.Partial!.Text).Should().Be((1, "Hello."));
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Exception_has_the_number_of_attempts_and_the_request_id()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down.").WithHeader("x-request-id", "r-7"));

        var failure = await FailAsync<ChatApiException>(Resilient());

        (failure.Attempts, failure.RequestId).Should().Be((3, "r-7"));
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Retry_budget_limits_the_retries_even_if_the_options_allow_more()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Resilient(options =>
        {
            options.Retry.MaxRetryAttempts = 200;
            options.CircuitBreaker.FailureRatio = 1;
            options.CircuitBreaker.MinimumThroughput = int.MaxValue;
        });

        var failure = await FailAsync<ChatApiException>(client);

        failure.Attempts.Should().Be(101);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Standard_resilience_handler_is_replaced_even_if_it_is_added_later(bool isAddedLater)
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var provider = Build(builder =>
        {
            builder = isAddedLater ? builder.AddChatResilience(WithoutDelay) : builder;
            builder.AddStandardResilienceHandler(options => options.Retry.Delay = TimeSpan.Zero);
            builder = isAddedLater ? builder : builder.AddChatResilience(WithoutDelay);
        });

        await FailAsync<ChatApiException>(provider.GetRequiredService<ChatClient>());

        Server.Requests.Should().HaveCount(3);
        Log.Lines.Should().ContainSingle(line => line.EventId == 13 && line.Category == "ChatSdk");
        Log.Lines.Should().NotContain(line => line.EventId == 1 && line.Category == "ChatSdk");
    }

    [Test]
    public async Task Standard_hedging_handler_is_replaced()
    {
        Server.AnswersText("Hello.").After(_latency);
        var client = Resilient(add: builder =>
        {
            builder.AddStandardHedgingHandler();
            builder.Services.Configure<HttpStandardHedgingResilienceOptions>($"{builder.Name}-standard-hedging", options => options.Hedging.Delay = TimeSpan.Zero);
        });

        var answer = await client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hello.");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Handlers_and_strategies_both_retry_with_KeepBoth()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Resilient(
            add: builder => builder.AddStandardResilienceHandler(options => (options.Retry.Delay, options.Retry.MaxRetryAttempts) = (TimeSpan.Zero, 1)),
            client: options => options.ResilienceHandlerBehavior = ResilienceHandlerBehavior.KeepBoth);

        var failure = await FailAsync<ChatApiException>(client);

        failure.Attempts.Should().Be(3);
        Server.Requests.Should().HaveCount(6);
    }

    private static void WithoutDelay(ChatResilienceOptions options) => options.Retry.Delay = TimeSpan.Zero;
}
