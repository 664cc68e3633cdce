namespace ChatSdk.Tests.Calls.Limits;

/// <summary>Tests the limits that the server reports, with a clock that the test controls.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReportedLimitTests
{
    private readonly ManualTime _time = new();
    private readonly ReportedLimit _limit;

    public ReportedLimitTests() => _limit = NewLimit(countsTokens: false);

    [Test]
    public async Task Requests_do_not_wait_before_the_first_report()
    {
        for (var number = 0; number < 100; number++)
        {
            (await TakeAsync()).Wait.Should().BeNull();
        }
    }

    [Test]
    public async Task Requests_wait_until_the_reset_when_nothing_remains()
    {
        await ReportAsync(remaining: 2, resetSeconds: 10);

        (await TakeAsync()).Wait.Should().BeNull();
        (await TakeAsync()).Wait.Should().BeNull();
        (await TakeAsync()).Wait.Should().Be(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(4));
        (await TakeAsync()).Wait.Should().Be(TimeSpan.FromSeconds(6));
        _time.Advance(TimeSpan.FromSeconds(6));
        await TakeAllAsync(60);
        (await TakeAsync()).Wait.Should().Be(TimeSpan.FromSeconds(10), "the next period has the same length");
    }

    [Test]
    public async Task Requests_in_flight_are_subtracted_from_the_remaining_requests_and_older_reports_are_ignored()
    {
        var before = (await TakeAsync()).Permit;
        var answered = (await TakeAsync()).Permit;
        await TakeAsync();

        _limit.Answered(answered, new(60, 3, TimeSpan.FromSeconds(10)));

        (await TakeAsync()).Wait.Should().BeNull("of the three remaining requests, two are in flight: one was sent before the answered request, and one after it");
        (await TakeAsync()).Wait.Should().NotBeNull();
        _limit.Answered(before, new(60, 50, TimeSpan.FromSeconds(10)));
        (await TakeAsync()).Wait.Should().NotBeNull("a report for an older request is ignored");
    }

    [Test]
    public async Task Limit_that_is_replenished_continuously_is_recognized()
    {
        await ReportAsync(remaining: 30, resetSeconds: 30);
        _time.Advance(TimeSpan.FromSeconds(1));

        await ReportAsync(remaining: 0, resetSeconds: 60);

        (await TakeAsync()).Wait.Should().Be(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        await TakeAllAsync(3);
        (await TakeAsync()).Wait.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task Request_does_not_wait_if_the_wait_would_exceed_MaxRetryAfter()
    {
        await ReportAsync(remaining: 0, resetSeconds: 121);

        (await TakeAsync()).Wait.Should().BeNull();
    }

    [TestCase(null, null, null)]
    [TestCase(60L, 0L, null)]
    [TestCase(60L, null, 10)]
    [TestCase(-1L, -1L, 10)]
    [TestCase(60L, 0L, 0)]
    public async Task Incomplete_or_invalid_report_is_ignored(long? limit, long? remaining, int? resetSeconds)
    {
        var permit = (await TakeAsync()).Permit;

        _limit.Answered(permit, new(limit, remaining, resetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

        (await TakeAsync()).Wait.Should().BeNull();
    }

    [Test]
    public async Task Request_larger_than_the_limit_is_sent_when_the_limit_is_fully_replenished()
    {
        var tokens = NewLimit(countsTokens: true);
        var (small, large) = (new Permit(100), new Permit(5000));
        await tokens.TryTakeAsync(small, CancellationToken.None);
        tokens.Answered(small, new(1000, 900, TimeSpan.FromSeconds(6)));

        (await tokens.TryTakeAsync(large, CancellationToken.None)).Should().Be(TimeSpan.FromSeconds(6));
        _time.Advance(TimeSpan.FromSeconds(6));

        (await tokens.TryTakeAsync(large, CancellationToken.None)).Should().BeNull();
    }

    [Test]
    public async Task Permit_for_a_request_that_was_not_sent_is_returned()
    {
        await ReportAsync(remaining: 1, resetSeconds: 10);
        var permit = (await TakeAsync()).Permit;

        _limit.Used(permit, tokens: null);

        (await TakeAsync()).Wait.Should().BeNull();
    }

    private ReportedLimit NewLimit(bool countsTokens) => new(countsTokens, new ChatClientOptions { TimeProvider = _time });

    private async Task<(Permit Permit, TimeSpan? Wait)> TakeAsync()
    {
        var permit = new Permit(1);
        return (permit, await _limit.TryTakeAsync(permit, CancellationToken.None));
    }

    private async Task TakeAllAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            (await TakeAsync()).Wait.Should().BeNull();
        }
    }

    private async Task ReportAsync(long remaining, int resetSeconds)
    {
        var permit = (await TakeAsync()).Permit;
        _limit.Answered(permit, new(60, remaining, TimeSpan.FromSeconds(resetSeconds)));
    }
}
