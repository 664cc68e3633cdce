using ChatSdk.Testing;

namespace ChatSdk.Tests.Bulk;

/// <summary>Tests bulk runs with a server that has a rate limit. The tests control the clock.</summary>
[TestFixture]
public sealed class BulkRateLimitTests : BulkTest
{
    private readonly ManualTime _time = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.TimeProvider = _time;
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
    }

    [TestCase(null, 1, 0)]
    [TestCase("1", 1, 0)]
    [TestCase(null, 1, 5)]
    [TestCase("1", 1, 5)]
    [TestCase(null, 0.2, 0)]
    [TestCase(null, 5, 0, 150)]
    public async Task Every_request_succeeds_at_almost_the_rate_that_the_server_allows(string? retryAfter, double perSecond, int burst, int count = 40)
    {
        var tokens = new TokenBucket(_time, perSecond, burst + 1);
        Server.GivenRequest(_ => tokens.TryTake()).AnswersJson(Hi);
        Refuse(1, retryAfter);
        var begin = _time.GetTimestamp();

        var results = await RunWithClockAsync(AllAsync(Client.CreateManyAsync(NewRequests(count), maxConcurrency: 16)));

        results.Should().HaveCount(count).And.OnlyContain(result => result.IsSuccess);
        var ideal = (count - 1 - burst) / perSecond;
        _time.GetElapsedTime(begin).TotalSeconds.Should().BeLessThan(ideal / 0.9);
    }

    [Test]
    public async Task Request_succeeds_after_20_refusals_if_others_succeed_in_between()
    {
        var unlucky = 0;
        Server.GivenRequest(request => request.Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString() == "0" && unlucky++ < 20).Answers(FakeAnswer.Error(429, "Slow down."));

        var results = await RunWithClockAsync(AllAsync(Client.CreateManyAsync(NewRequests(40), maxConcurrency: 2)));

        results.Should().HaveCount(40).And.OnlyContain(result => result.IsSuccess);
        unlucky.Should().BeGreaterThan(20);
    }

    [Test]
    public async Task Request_that_is_always_refused_fails_and_the_others_succeed()
    {
        Server.GivenRequest(request => request.Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString() == "0").Answers(FakeAnswer.Error(429, "Too many tokens."));

        var results = await RunWithClockAsync(AllAsync(Client.CreateManyAsync(NewRequests(200), maxConcurrency: 2)));

        results.Where(result => !result.IsSuccess).Should().ContainSingle().Which.Index.Should().Be(0);
    }

    [Test]
    public async Task Pause_doubles_after_each_refusal_without_Retry_After()
    {
        Refuse(5, retryAfter: null);
        var all = AllAsync(Client.CreateManyAsync(NewRequests(3), maxConcurrency: 1));

        foreach (var longest in new[] { 0.5, 1, 2, 4, 8 })
        {
            await _time.TimersAsync(1, IsPause, Guard);
            var wait = await _time.NextTimerAsync(IsPause, Guard);
            wait.TotalSeconds.Should().BeInRange(0.75 * longest, longest + 0.001);
            _time.Advance(wait);
        }

        (await RunWithClockAsync(all)).Should().HaveCount(3).And.OnlyContain(result => result.IsSuccess);
        Server.Requests.Should().HaveCount(8);
    }

    [Test]
    public async Task Request_is_not_retried_if_the_quota_is_exhausted()
    {
        Server.AnswersError(429, "Pay.", "insufficient_quota", "insufficient_quota");

        var results = await AllAsync(Client.CreateManyAsync(NewRequests(3), maxConcurrency: 1));

        results.Select(result => result.IsSuccess).Should().Equal(false, true, true);
        results[0].Error.Should().BeOfType<ChatRateLimitException>().Which.IsQuotaExhausted.Should().BeTrue();
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Request_fails_without_a_pause_if_Retry_After_exceeds_the_maximum()
    {
        Refuse(1, "3600");

        var results = await AllAsync(Client.CreateManyAsync(NewRequests(2), maxConcurrency: 1));

        results.Select(result => result.IsSuccess).Should().Equal(false, true);
        results[0].Error.Should().BeOfType<ChatRateLimitException>().Which.RetryAfter.Should().Be(TimeSpan.FromHours(1));
    }

    [Test]
    public async Task Request_fails_if_it_is_refused_even_after_ten_pauses()
    {
        Server.AnswersAlways(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "5"));
        var all = AllAsync(Client.CreateManyAsync(NewRequests(1)));

        for (var refusal = 0; refusal < 10; refusal++)
        {
            await _time.NextTimerAsync(IsSeconds(5), Guard);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        var failure = (await all).Single().Error.Should().BeOfType<ChatRateLimitException>().Which;
        failure.Attempts.Should().Be(11);
        Server.Requests.Should().HaveCount(11);
    }

    [Test]
    public async Task Caller_can_cancel_during_the_pause()
    {
        Refuse(1, "5");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        await using var results = Client.CreateManyAsync(NewRequestsAsync(5), 1, cancellationToken: caller.Token).GetAsyncEnumerator(Guard);
        var first = results.MoveNextAsync();
        await _time.TimersAsync(1, IsSeconds(5), Guard);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => first.AsTask()).Should().ThrowAsync<OperationCanceledException>();
        IsSourceClosed.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    /// <summary>Waits for all results, and advances the clock whenever a request waits.</summary>
    private async Task<List<ChatRequestResult>> RunWithClockAsync(Task<List<ChatRequestResult>> all)
    {
        while (!all.IsCompleted)
        {
            var next = _time.NextTimerAsync(IsPause, Guard);
            if (await Task.WhenAny(all, next) == next)
            {
                _time.Advance(await next);
            }
        }

        return await all;
    }

    private static Func<TimeSpan, bool> IsSeconds(int seconds) => left => left == TimeSpan.FromSeconds(seconds);

    // A timer of ten seconds is not a pause. It limits how long an error body is read.
    private static bool IsPause(TimeSpan left) => left < TimeSpan.FromSeconds(9);

    private void Refuse(int count, string? retryAfter)
    {
        var refusal = FakeAnswer.Error(429, "Slow down.");
        for (var number = 0; number < count; number++)
        {
            Server.Answers(retryAfter is null ? refusal : refusal.WithHeader("Retry-After", retryAfter));
        }
    }
}
