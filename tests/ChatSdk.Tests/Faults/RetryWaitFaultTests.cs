using System.Globalization;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests the delay before a retry, with a clock that the test controls. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class RetryWaitFaultTests : FaultTest
{
    // A timer of this length limits how long the client reads an error body. It is not a delay before a retry.
    private static readonly TimeSpan _errorBodyTime = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.TimeProvider = _time;
        Options.RetryDelay = new ChatClientOptions().RetryDelay;
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
    }

    [TestCase("2", 2000)]
    [TestCase(" 2 ", 2000)]
    [TestCase("1.5", 1500)]
    [TestCase("120", 120_000)]
    [Fault(26, "`Retry-After` (in seconds or as a date) or `retry-after-ms` requests a delay of up to 120 s", "the answer, after that delay", Retried = "yes", Kept = "all")]
    public async Task Row_26_retry_after_in_seconds_is_respected(string seconds, int milliseconds)
    {
        Server.Answers(Refusal(("Retry-After", seconds))).AnswersJson(Hi);

        ShouldBeSpread(await WaitOfOneRetryAsync(), TimeSpan.FromMilliseconds(milliseconds));
    }

    [Test]
    [SetCulture("de-DE")]
    public async Task Row_26_retry_after_is_read_in_a_culture_with_decimal_commas()
    {
        Server.Answers(Refusal(("Retry-After", "0.5"))).AnswersJson(Hi);

        ShouldBeSpread(await WaitOfOneRetryAsync(), TimeSpan.FromSeconds(0.5));
    }

    [Test]
    public async Task Row_26_calls_with_the_same_retry_after_wait_for_different_times()
    {
        Server.Answers(Refusal(("Retry-After", "10")));
        var refusal = await Client.TryCreateAsync(new() { Messages = [ChatMessage.User("Hi")] }, new ChatCallOptions { MaxRetries = 0 }, Guard);

        var waits = Enumerable.Range(0, 100).Select(_ => Backoff.Next(refusal.Error, 0, new ChatClientOptions())).ToList();

        waits.Should().OnlyContain(wait => wait >= TimeSpan.FromSeconds(10) && wait <= TimeSpan.FromSeconds(11));
        waits.Distinct().Should().HaveCountGreaterThan(50);
    }

    [Test]
    public async Task Row_26_retry_after_ms_takes_precedence_over_retry_after()
    {
        Server.Answers(Refusal(("retry-after-ms", "750"), ("Retry-After", "3"))).AnswersJson(Hi);

        ShouldBeSpread(await WaitOfOneRetryAsync(), TimeSpan.FromMilliseconds(750));
    }

    [Test]
    public async Task Row_26_retry_after_as_a_date_is_respected()
    {
        var now = _time.GetUtcNow();
        Server.Answers(Refusal(("Date", now.ToString("R", CultureInfo.InvariantCulture)), ("Retry-After", (now + TimeSpan.FromSeconds(7)).ToString("R", CultureInfo.InvariantCulture)))).AnswersJson(Hi);

        ShouldBeSpread(await WaitOfOneRetryAsync(), TimeSpan.FromSeconds(7));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Row_26_retry_after_as_a_date_is_relative_to_the_servers_clock(int minutesAhead)
    {
        var server = _time.GetUtcNow() + TimeSpan.FromMinutes(minutesAhead);
        Server.Answers(Refusal(("Date", server.ToString("R", CultureInfo.InvariantCulture)), ("Retry-After", (server + TimeSpan.FromSeconds(3)).ToString("R", CultureInfo.InvariantCulture)))).AnswersJson(Hi);

        ShouldBeSpread(await WaitOfOneRetryAsync(), TimeSpan.FromSeconds(3));
    }

    [TestCase(429)]
    [TestCase(503)]
    [Fault(26, "the delay is only in the body: `retryDelay`, `retry_after`, or \"try again in 20s\"", "the answer, after that delay", Retried = "yes", Kept = "all")]
    public async Task Row_26_delay_in_the_error_body_is_respected(int status)
    {
        Server.AnswersJson("""{"error":{"message":"No","details":[{"retryDelay":"39.5s"}]}}""", status).AnswersJson(Hi);

        ShouldBeSpread(await WaitOfOneRetryAsync(), TimeSpan.FromSeconds(39.5));
    }

    [TestCase("Fri, 20 Nov 2020 12:00:00 GMT")]
    [TestCase("0")]
    [TestCase("soon")]
    [TestCase("NaN")]
    [TestCase("-1")]
    [TestCase("1,5")]
    [TestCase("11/20")]
    [TestCase("")]
    [Fault(26, "`Retry-After` is zero, negative, in the past or not a number", "the answer, after a delay that the client chooses", Retried = "yes", Kept = "all")]
    public async Task Row_26_retry_after_that_is_not_a_positive_delay_is_ignored(string value)
    {
        Server.Answers(Refusal(("Retry-After", value))).AnswersJson(Hi);

        (await WaitOfOneRetryAsync()).TotalSeconds.Should().BeInRange(0.375, 0.5);
    }

    [TestCase("Retry-After", "121", 121_000)]
    [TestCase("Retry-After", "86400", 86_400_000)]
    [TestCase("Retry-After", "1e9", 1_000_000_000_000)]
    [TestCase("retry-after-ms", "120001", 120_001)]
    [Fault(26, "`Retry-After` is more than `MaxRetryAfter` (120 s)", "`ChatRateLimitException` with `RetryAfter`, immediately", Kept = "body")]
    public async Task Row_26_retry_after_above_the_maximum_throws_at_once(string name, string value, long milliseconds)
    {
        Server.AnswersAlways(Refusal((name, value)));

        var failure = await FailAsync<ChatRateLimitException>();

        failure.Kind.Should().Be(ChatErrorKind.RateLimit);
        failure.RetryAfter.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
        ShouldHaveBeenSent(1, failure);
    }

    [TestCase("100")]
    [TestCase("60")]
    [Fault(26, "the delay in `Retry-After` would use up the rest of `OverallTimeout`", "the server's error, immediately", Kept = "body")]
    public async Task Row_26_retry_after_that_would_use_up_the_overall_timeout_throws_at_once(string seconds)
    {
        Options.OverallTimeout = TimeSpan.FromMinutes(1);
        Server.AnswersAlways(Refusal(("Retry-After", seconds)));

        var failure = await FailAsync<ChatRateLimitException>();

        failure.RetryAfter.Should().BeGreaterOrEqualTo(Options.OverallTimeout);
        ShouldHaveBeenSent(1, failure);
    }

    [Test]
    public async Task Row_25_call_is_retried_after_the_default_wait_if_the_response_has_no_retry_after()
    {
        Server.Answers(Refusal()).AnswersJson(Hi);

        (await WaitOfOneRetryAsync()).TotalSeconds.Should().BeInRange(0.375, 0.5);
    }

    [Test]
    [Fault(25, "429 without `Retry-After`", "the answer, after 0.375 to 0.5 s; the delay is doubled for each further retry, up to 8 s", Retried = "yes", Kept = "all")]
    public async Task Row_25_default_wait_doubles_up_to_a_limit_and_is_never_zero()
    {
        List<TimeSpan> firstWaits = [];
        Options.MaxRetries = 6;
        Server.AnswersAlways(Refusal());
        for (var round = 0; round < 10; round++)
        {
            var call = FailAsync<ChatRateLimitException>();
            foreach (var longest in new[] { 0.5, 1, 2, 4, 8, 8 })
            {
                var wait = await NextWaitAsync();
                wait.TotalSeconds.Should().BeInRange(0.75 * longest, longest);
                firstWaits.AddRange(longest == 0.5 ? [wait] : []);
                _time.Advance(wait);
            }

            (await call).Attempts.Should().Be(7);
        }

        firstWaits.Distinct().Should().HaveCountGreaterThan(1, "calls that failed together must not be retried at the same time");
    }

    private static FakeAnswer Refusal(params (string Name, string Value)[] headers) =>
        headers.Aggregate(FakeAnswer.Error(429, "Slow down."), (answer, header) => answer.WithHeader(header.Name, header.Value));

    // The wait may be up to ten percent longer than requested, so that calls with the same Retry-After are not all retried at the same time.
    private static void ShouldBeSpread(TimeSpan wait, TimeSpan retryAfter) => wait.Should().BeGreaterThanOrEqualTo(retryAfter).And.BeLessThanOrEqualTo(retryAfter * 1.1);

    private Task<TimeSpan> NextWaitAsync() => _time.NextTimerAsync(left => left != _errorBodyTime, Guard);

    private async Task<TimeSpan> WaitOfOneRetryAsync()
    {
        var before = Server.Requests.Count;
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);
        var wait = await NextWaitAsync();
        _time.Advance(wait - TimeSpan.FromMilliseconds(0.1));
        Server.Requests.Should().HaveCount(before + 1, "nothing is sent before the wait is over");
        _time.Advance(TimeSpan.FromMilliseconds(0.1));
        await call;
        Server.Requests.Should().HaveCount(before + 2);
        return wait;
    }
}
