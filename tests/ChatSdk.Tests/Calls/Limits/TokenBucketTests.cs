namespace ChatSdk.Tests.Calls.Limits;

/// <summary>Tests the limits on requests and tokens per minute, with a clock that the test controls.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TokenBucketTests
{
    // The client uses 98% of a limit per minute, so this limit allows about ten requests or tokens per second.
    private const int _perMinute = 60_000 / 98;

    private readonly ManualTime _time = new();

    [Test]
    public void Requests_are_distributed_evenly()
    {
        var bucket = Requests(_perMinute);
        var begin = _time.GetTimestamp();
        List<double> seconds = [];

        for (var number = 0; number < 30; number++)
        {
            TakeNext(bucket, 1);
            seconds.Add(_time.GetElapsedTime(begin).TotalSeconds);
        }

        seconds[0].Should().Be(0);
        seconds.Zip(seconds.Skip(1), (earlier, later) => later - earlier).Should().AllSatisfy(interval => interval.Should().BeApproximately(0.1, 0.01));
    }

    [Test]
    public void Unused_permits_accumulate_only_up_to_the_burst_size()
    {
        var even = Requests(_perMinute);
        var bursts = new TokenBucket(_perMinute, countsTokens: false, TimeSpan.FromSeconds(2), _time);
        _time.Advance(TimeSpan.FromHours(1));

        CountNow(even).Should().Be(1);
        CountNow(bursts).Should().Be(20);
        _time.Advance(TimeSpan.FromSeconds(1));
        CountNow(bursts).Should().Be(10);
    }

    [Test]
    public void Timer_that_fires_late_does_not_reduce_the_rate()
    {
        var bucket = Requests(_perMinute);
        bucket.TryTake(1);
        var begin = _time.GetTimestamp();

        for (var number = 0; number < 100; number++)
        {
            while (bucket.TryTake(1) is { } wait)
            {
                _time.Advance(wait + TimeSpan.FromMilliseconds(40));
            }
        }

        _time.GetElapsedTime(begin).TotalSeconds.Should().BeInRange(9.9, 10.2);
    }

    [Test]
    public void Request_larger_than_the_limit_is_sent_at_once_and_delays_the_next_one()
    {
        var bucket = new TokenBucket(600, countsTokens: true, TimeSpan.Zero, _time);

        bucket.TryTake(5000).Should().BeNull();
        var wait = bucket.TryTake(1);

        wait!.Value.TotalMinutes.Should().BeApproximately(5000 / (600 * 0.98), 0.1);
    }

    [Test]
    public void Corrected_number_of_tokens_shortens_or_extends_the_wait()
    {
        var bucket = new TokenBucket(_perMinute, countsTokens: true, TimeSpan.Zero, _time);
        bucket.TryTake(100);

        bucket.Return(70);
        bucket.TryTake(1)!.Value.TotalSeconds.Should().BeApproximately(3, 0.2);
        bucket.Return(-50);
        bucket.TryTake(1)!.Value.TotalSeconds.Should().BeApproximately(8, 0.2);
    }

    [Test]
    public void Request_without_tokens_does_not_wait_for_tokens()
    {
        var bucket = new TokenBucket(60, countsTokens: true, TimeSpan.Zero, _time);
        bucket.TryTake(5000);

        bucket.TryTake(0).Should().BeNull();
    }

    private TokenBucket Requests(int perMinute) => new(perMinute, countsTokens: false, TimeSpan.Zero, _time);

    private void TakeNext(TokenBucket bucket, double cost)
    {
        while (bucket.TryTake(cost) is { } wait)
        {
            _time.Advance(wait);
        }
    }

    private static int CountNow(TokenBucket bucket)
    {
        var count = 0;
        while (bucket.TryTake(1) is null)
        {
            count++;
        }

        return count;
    }
}
