using System.Diagnostics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>
/// Tests the parents and children of spans, and that the span of the client is never <see cref="Activity.Current"/> in the caller's code.
/// </summary>
[TestFixture]
public sealed class SpanHierarchyTests : TelemetryTest
{
    [Test]
    public async Task Span_is_a_child_of_the_callers_span_and_the_parent_of_the_attempts()
    {
        (Options.MaxRetries, Options.RetryDelay) = (1, TimeSpan.Zero);
        Server.AnswersError(503, "Later.").AnswersText("Hi");
        using var mine = new Activity("mine").Start();

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Span.ParentSpanId.Should().Be(mine.SpanId);
        Span.TraceId.Should().Be(mine.TraceId);
        Telemetry.HttpSpans.Should().HaveCount(2).And.OnlyContain(attempt => attempt.ParentSpanId == Span.SpanId);
    }

    [Test]
    public async Task Span_of_a_stream_is_a_child_of_the_span_in_which_it_is_read()
    {
        using var creation = new Activity("creation").Start();
        var chunks = Client.CreateStreamAsync(_hello, cancellationToken: Guard);
        creation.Stop();
        using var reading = new Activity("reading").Start();

        await ReadAsync(chunks);

        Span.ParentSpanId.Should().Be(reading.SpanId);
        Telemetry.HttpSpans.Should().ContainSingle().Which.ParentSpanId.Should().Be(Span.SpanId);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Span_of_the_client_is_never_current_in_the_callers_code(bool hasCallerSpan)
    {
        Server.Answers(FakeAnswer.Stream("a", "b", "c").SplitEvery(50));
        using var callerSpan = hasCallerSpan ? new Activity("mine").Start() : null;
        List<Activity?> seen = [];
        var chunks = Client.CreateStreamAsync(_hello, cancellationToken: Guard).GetAsyncEnumerator(Guard);

        for (var isMore = true; isMore;)
        {
            var move = chunks.MoveNextAsync();
            seen.Add(Activity.Current);
            isMore = await move;
            seen.Add(Activity.Current);
        }

        await chunks.DisposeAsync();
        seen.Add(Activity.Current);

        seen.Should().HaveCountGreaterThan(8).And.OnlyContain(current => ReferenceEquals(current, callerSpan));
        Span.ParentSpanId.Should().Be(callerSpan?.SpanId ?? default);
    }

    [Test]
    public async Task Span_of_the_client_is_not_current_after_a_stream_is_abandoned()
    {
        using var callerSpan = new Activity("mine").Start();

        await foreach (var chunk in Client.CreateStreamAsync(_hello, cancellationToken: Guard))
        {
            break;
        }

        Activity.Current.Should().BeSameAs(callerSpan);
        Span.ParentSpanId.Should().Be(callerSpan.SpanId);
    }

    [Test]
    public async Task Spans_of_concurrent_calls_are_not_mixed_up()
    {
        Server.AnswersAlways(FakeAnswer.Stream("a", "b"));
        var calls = Enumerable.Range(0, 20).Select(async number =>
        {
            using var callerSpan = new Activity($"caller {number}").Start();
            await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));
            return callerSpan.SpanId;
        });

        var callers = await Task.WhenAll(calls);

        Telemetry.Spans.Select(span => span.ParentSpanId).Should().BeEquivalentTo(callers);
        Telemetry.HttpSpans.Select(span => span.ParentSpanId).Should().BeEquivalentTo(Telemetry.Spans.Select(span => span.SpanId));
    }
}
