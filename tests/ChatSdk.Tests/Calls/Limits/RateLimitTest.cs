namespace ChatSdk.Tests.Calls.Limits;

/// <summary>Base class for the rate limit tests. Provides a clock that the test controls.</summary>
public abstract class RateLimitTest : FakeServerTest
{
    // The client uses only 98% of the allowed requests per minute, so with this limit it sends about one request per second.
    protected const int OnePerSecond = 6000 / 98;

    private protected ManualTime Time { get; } = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.TimeProvider = Time;
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
        Options.RetryDelay = TimeSpan.Zero;
    }

    /// <summary>Waits until a call has started a delay of about the given number of seconds, and returns the exact duration of the delay.</summary>
    private protected Task<TimeSpan> WaitAsync(double seconds) =>
        Time.NextTimerAsync(left => Math.Abs(left.TotalSeconds - seconds) < 0.05 + (0.03 * seconds), Guard);

    /// <summary>Waits until a call has started a delay of about the given number of seconds, and advances the clock to the end of the delay.</summary>
    private protected async Task PassAsync(double seconds) => Time.Advance(await WaitAsync(seconds));
}
