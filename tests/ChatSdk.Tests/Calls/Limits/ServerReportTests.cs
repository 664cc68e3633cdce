using ChatSdk.Testing;
using ChatSdk.Tests.Faults;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Calls.Limits;

/// <summary>Tests that requests respect the rate limits that the server reports, and that the span and the log show how long they waited.</summary>
[TestFixture]
public sealed class ServerReportTests : Diagnostics.TelemetryTest
{
    private readonly ManualTime _time = new();

    [SetUp]
    public void FollowTheServer()
    {
        Options.TimeProvider = _time;
        Options.RateLimits = new();
    }

    [Test]
    public async Task Request_waits_until_the_reported_request_limit_resets()
    {
        Server.AnswersText("Hi").WithRateLimit(requests: new(Limit: 60, Remaining: 0, ResetAfter: TimeSpan.FromSeconds(5)));
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        _time.Advance(await _time.NextTimerAsync(left => left == TimeSpan.FromSeconds(5), Guard));

        (await next).Should().NotBeNull();
    }

    [Test]
    public async Task Request_waits_until_the_reported_token_limit_resets()
    {
        Options.TokenCounter = _ => 500;
        Server.AnswersText("Hi").WithRateLimit(tokens: new(Limit: 1000, Remaining: 400, ResetAfter: TimeSpan.FromSeconds(5)));
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        _time.Advance(await _time.NextTimerAsync(left => left == TimeSpan.FromSeconds(5), Guard));

        (await next).Should().NotBeNull();
    }

    [Test]
    public async Task Request_after_a_rejected_one_waits_for_the_time_in_the_Retry_After_header()
    {
        Server.Answers(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "5")).AnswersText("Hi");
        await FluentActions.Awaiting(() => Client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatRateLimitException>();
        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        _time.Advance(await _time.NextTimerAsync(left => left == TimeSpan.FromSeconds(5), Guard));

        (await next).Text.Should().Be("Hi");
    }

    [Test]
    public async Task Request_does_not_wait_if_FollowServer_is_false()
    {
        Options.RateLimits!.FollowServer = false;
        Server.AnswersText("Hi").WithRateLimit(requests: new(Limit: 60, Remaining: 0, ResetAfter: TimeSpan.FromSeconds(5)));
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Should().NotBeNull();
    }

    [Test]
    public async Task Wait_is_reported_in_the_span_and_the_log()
    {
        using var log = new LogBook();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        Options.LoggerFactory = factory;
        Server.AnswersText("Hi").WithRateLimit(requests: new(Limit: 60, Remaining: 0, ResetAfter: TimeSpan.FromSeconds(5)));
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        var next = Client.CreateAsync("Hi", cancellationToken: Guard);
        _time.Advance(await _time.NextTimerAsync(left => left == TimeSpan.FromSeconds(5), Guard));

        await next;

        Telemetry.Spans.Select(span => span.GetTagItem("chatsdk.rate_limit.wait")).Should().Equal(null, 5.0);
        log.Lines.Should().ContainSingle(line => line.EventId == 11).Which.Text.Should().StartWith("The request waited 5000 ms for one of the client's rate limits.");
    }
}
