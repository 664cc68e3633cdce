using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatSdk.Testing;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class TelemetryTests : ResilienceTest, IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly List<(string Event, string Pipeline)> _events = [];

    public void Dispose() => _meters.Dispose();

    [Test]
    public async Task Retries_and_open_circuits_are_reported_to_the_Polly_meter_with_the_server_address()
    {
        Collect();
        Server.AnswersError(503, "Down.").AnswersError(503, "Down.");
        var client = Resilient(options => (options.Retry.MaxRetryAttempts, options.CircuitBreaker.MinimumThroughput) = (1, 2));

        await FailAsync<ChatApiException>(client);
        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);

        _events.Should().Contain(("OnRetry", "ChatSdk")).And.Contain(("OnCircuitOpened", "ChatSdk"));
    }

    [Test]
    public async Task Hedging_is_reported_to_the_Polly_meter()
    {
        Collect();
        Server.Answers(FakeAnswer.Silence()).AnswersText("Second.");
        var client = Resilient(options => options.Hedging = new() { Delay = TimeSpan.FromMilliseconds(1) });

        await client.CreateAsync("Hi", cancellationToken: Guard);

        _events.Should().Contain(("OnHedging", "ChatSdk"));
    }

    [Test]
    public async Task Span_has_events_for_the_start_of_a_hedged_attempt_and_the_end_of_an_attempt()
    {
        ConcurrentQueue<Activity> spans = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ChatSdk",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var mine = new Activity("mine").Start();
        Server.Answers(FakeAnswer.Silence()).AnswersText("Second.");
        var client = Resilient(options => options.Hedging = new() { Delay = TimeSpan.FromMilliseconds(1) });

        await client.CreateAsync("Hi", cancellationToken: Guard);

        // Other tests run at the same time, so only the span whose parent is this test's span is checked. It may lack the event for the
        // canceled attempt, which can end later.
        var events = spans.Single(span => span.ParentSpanId == mine.SpanId).Events.Select(item => item.Name);
        events.Should().StartWith("chatsdk.hedge").And.Contain("chatsdk.attempt");
    }

    // Other tests run at the same time and report to the same meter, so only the events of this test's server are collected.
    private void Collect()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Polly", Name: "resilience.polly.strategy.events" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<int>((_, _, measured, _) =>
        {
            var tags = measured.ToArray().ToDictionary(StringComparer.Ordinal);
            if (tags.GetValueOrDefault("pipeline.instance") as string == Server.BaseAddress)
            {
                lock (_events)
                {
                    _events.Add(((string)tags["event.name"]!, (string)tags["pipeline.name"]!));
                }
            }
        });
        _meters.Start();
    }
}
