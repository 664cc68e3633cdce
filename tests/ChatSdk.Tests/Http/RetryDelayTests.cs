using System.Globalization;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>How long the client waits before it tries again, by a clock that the test moves.</summary>
[TestFixture]
public sealed class RetryDelayTests : ClientTest
{
    // While the body of an error is read, a timer of this time runs too.
    private static readonly TimeSpan _errorBodyTime = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.TimeProvider = _time;
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
    }

    [TestCase("2", 2000)]
    [TestCase(" 2 ", 2000)]
    [TestCase("1.5", 1500)]
    [TestCase("120", 120_000)]
    public async Task Retry_after_is_waited_for(string seconds, int milliseconds)
    {
        Server.Answers(Refusal(("Retry-After", seconds))).AnswersJson(Hi);

        (await WaitOfOneRetryAsync()).Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Test]
    [SetCulture("de-DE")]
    public async Task Retry_after_is_the_same_where_a_comma_stands_before_the_fraction()
    {
        Server.Answers(Refusal(("Retry-After", "0.5"))).AnswersJson(Hi);

        (await WaitOfOneRetryAsync()).Should().Be(TimeSpan.FromSeconds(0.5));
    }

    [Test]
    public async Task Retry_after_ms_wins_over_retry_after()
    {
        Server.Answers(Refusal(("retry-after-ms", "750"), ("Retry-After", "3"))).AnswersJson(Hi);

        (await WaitOfOneRetryAsync()).Should().Be(TimeSpan.FromMilliseconds(750));
    }

    [Test]
    public async Task Retry_after_is_waited_for_if_it_is_a_date()
    {
        Server.Answers(Refusal(("Retry-After", (_time.GetUtcNow() + TimeSpan.FromSeconds(7)).ToString("R", CultureInfo.InvariantCulture)))).AnswersJson(Hi);

        (await WaitOfOneRetryAsync()).Should().Be(TimeSpan.FromSeconds(7));
    }

    [TestCase("Fri, 20 Nov 2020 12:00:00 GMT")]
    [TestCase("0")]
    [TestCase("soon")]
    [TestCase("NaN")]
    [TestCase("-1")]
    [TestCase("1,5")]
    [TestCase("11/20")]
    [TestCase("")]
    public async Task Retry_after_that_makes_no_sense_is_as_good_as_none(string value)
    {
        Server.Answers(Refusal(("Retry-After", value))).AnswersJson(Hi);

        (await WaitOfOneRetryAsync()).TotalSeconds.Should().BeInRange(0.375, 0.5);
    }

    [TestCase("Retry-After", "121", 121_000)]
    [TestCase("Retry-After", "86400", 86_400_000)]
    [TestCase("retry-after-ms", "120001", 120_001)]
    public async Task Retry_after_more_than_is_allowed_fails_at_once(string name, string value, int milliseconds)
    {
        Server.AnswersAlways(Refusal((name, value)));

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<RateLimitException>()).Which;
        failure.RetryAfter.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
        failure.Attempts.Should().Be(1);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Wait_of_its_own_doubles_up_to_a_limit_and_is_never_nothing()
    {
        Options.MaxRetries = 6;
        Server.AnswersAlways(FakeAnswer.Error(503, "Never."));
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        foreach (var longest in new[] { 0.5, 1, 2, 4, 8, 8 })
        {
            var wait = await NextWaitAsync();
            wait.TotalSeconds.Should().BeInRange(0.75 * longest, longest);
            _time.Advance(wait);
        }

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<ChatApiException>();
    }

    [Test]
    public async Task Wait_ends_at_once_when_the_caller_cancels()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        Server.AnswersAlways(Refusal(("Retry-After", "60")));
        var call = Client.CreateAsync("Hi", cancellationToken: caller.Token);

        await NextWaitAsync();
        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        Server.Requests.Should().ContainSingle();
    }

    private static FakeAnswer Refusal(params (string Name, string Value)[] headers) =>
        headers.Aggregate(FakeAnswer.Error(429, "Slow down."), (answer, header) => answer.WithHeader(header.Name, header.Value));

    private Task<TimeSpan> NextWaitAsync() => _time.NextTimerAsync(left => left != _errorBodyTime, Guard);

    private async Task<TimeSpan> WaitOfOneRetryAsync()
    {
        var before = Server.Requests.Count;
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);
        var wait = await NextWaitAsync();
        _time.Advance(wait - TimeSpan.FromMilliseconds(0.1));
        Server.Requests.Should().HaveCount(before + 1, "nothing is sent before the time is up");
        _time.Advance(TimeSpan.FromMilliseconds(0.1));
        await call;
        Server.Requests.Should().HaveCount(before + 2);
        return wait;
    }
}
