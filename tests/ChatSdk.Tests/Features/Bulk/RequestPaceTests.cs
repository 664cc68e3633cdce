namespace ChatSdk.Tests.Bulk;

[TestFixture]
[CancelAfter(30_000)]
public sealed class RequestPaceTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    [TestCase(5, 5, 5)]
    [TestCase(null, 0.375, 0.501)]
    public async Task Four_concurrent_refusals_cause_one_pause_and_then_a_single_request_is_sent(double? retryAfter, double shortest, double longest)
    {
        using var pace = new RequestPace(new ChatClientOptions { TimeProvider = _time });
        var permits = new[] { await pace.WaitAsync(Guard), await pace.WaitAsync(Guard), await pace.WaitAsync(Guard), await pace.WaitAsync(Guard) };
        foreach (var permit in permits)
        {
            pace.Refuse(permit, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null).Should().BeTrue();
        }

        var first = pace.WaitAsync(Guard).AsTask();
        var second = pace.WaitAsync(Guard).AsTask();

        var pause = await _time.NextTimerAsync(_ => true, Guard);
        pause.TotalSeconds.Should().BeInRange(shortest, longest);
        _time.Advance(pause - TimeSpan.FromMilliseconds(1));
        first.IsCompleted.Should().BeFalse("nothing is sent during the pause");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await first;
        var interval = await _time.NextTimerAsync(_ => true, Guard);
        second.IsCompleted.Should().BeFalse("a single request is sent right after the pause");
        _time.Advance(interval);
        await second;
    }
}
