using ChatSdk.Testing;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the events within the span of a call: attempts, retries, and waits for rate limits.</summary>
[TestFixture]
public sealed class SpanEventTests : TelemetryTest
{
    [Test]
    public async Task Span_has_an_event_for_each_attempt_and_each_retry()
    {
        (Options.MaxRetries, Options.RetryDelay) = (1, TimeSpan.Zero);
        Server.AnswersError(503, "secret words").AnswersText("Hi");

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Span.Events.Select(item => item.Name).Should().Equal("chatsdk.attempt", "chatsdk.retry", "chatsdk.attempt");
        var (first, retry, second) = (TagsOf(0), TagsOf(1), TagsOf(2));
        first.Should().Contain(new Dictionary<string, object?>(StringComparer.Ordinal) { ["chatsdk.attempt.number"] = 1, ["http.response.status_code"] = 503, ["error.type"] = "503", ["server.address"] = "127.0.0.1" });
        first["chatsdk.attempt.duration"].Should().BeOfType<double>().Which.Should().BePositive();
        retry.Should().BeEquivalentTo(new Dictionary<string, object?>(StringComparer.Ordinal) { ["chatsdk.attempt.number"] = 1, ["chatsdk.retry.delay"] = 0.0, ["error.type"] = "503" });
        second.Should().Contain(new Dictionary<string, object?>(StringComparer.Ordinal) { ["chatsdk.attempt.number"] = 2, ["http.response.status_code"] = 200 }).And.NotContainKey("error.type");
    }

    [Test]
    public async Task Event_for_an_attempt_without_a_response_has_an_error_type_but_no_status()
    {
        Server.Answers(FakeAnswer.Drop());

        await FluentActions.Awaiting(() => Client.CreateAsync(_hello, cancellationToken: Guard)).Should().ThrowAsync<ChatConnectionException>();

        TagsOf(0).Should().ContainKey("error.type").And.NotContainKey("http.response.status_code");
    }

    [Test]
    public async Task Resumption_of_a_stream_is_recorded_as_a_retry_event()
    {
        (Options.StreamResumption, Options.RetryDelay) = (StreamResumption.TrailingMessage, TimeSpan.Zero);
        Server.Streams("Hel").ThenCuts().Streams("lo");

        await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        Span.Events.Select(item => item.Name).Should().Equal("chatsdk.attempt", "chatsdk.retry", "chatsdk.attempt");
    }

    [Test]
    public async Task Wait_for_a_rate_limit_is_recorded_as_an_event_with_its_duration()
    {
        var time = new ManualTime();
        (Options.TimeProvider, Options.RateLimits) = (time, new());
        Server.AnswersText("Hi").WithRateLimit(requests: new(Limit: 60, Remaining: 0, ResetAfter: TimeSpan.FromSeconds(5)));
        await Client.CreateAsync(_hello, cancellationToken: Guard);
        var second = Client.CreateAsync(_hello, cancellationToken: Guard);

        time.Advance(await time.NextTimerAsync(left => left == TimeSpan.FromSeconds(5), Guard));
        await second;

        var waited = Telemetry.Spans[1].Events.Should().ContainSingle(item => item.Name == "chatsdk.rate_limit.wait").Which;
        waited.Tags.Should().ContainSingle().Which.Value.Should().Be(5.0);
    }

    private Dictionary<string, object?> TagsOf(int index) => Span.Events.ElementAt(index).Tags.ToDictionary(StringComparer.Ordinal);
}
