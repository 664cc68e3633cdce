using System.Diagnostics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the span of a stream. The span ends when the enumeration ends, for whatever reason.</summary>
[TestFixture]
public sealed class StreamSpanTests : TelemetryTest
{
    [Test]
    public async Task Span_of_a_stream_contains_values_from_its_chunks()
    {
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Finish, Usage, "[DONE]"));

        await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        Span.DisplayName.Should().Be("chat m");
        Span.ShouldHave(
            ("gen_ai.request.stream", true),
            ("gen_ai.response.id", "c-1"),
            ("gen_ai.response.model", "m-2026"),
            ("gen_ai.usage.input_tokens", 12L),
            ("gen_ai.usage.output_tokens", 7L),
            ("chatsdk.attempts", 1));
        FinishReasons.Should().Equal("stop");
        Tags["gen_ai.response.time_to_first_chunk"].Should().BeOfType<double>().Which.Should().BePositive();
    }

    [Test]
    public async Task Span_of_a_resumed_stream_covers_all_its_requests()
    {
        (Options.StreamResumption, Options.RetryDelay) = (StreamResumption.TrailingMessage, TimeSpan.Zero);
        Server.Answers(FakeAnswer.Events(ChunkOf("Hel"), Usage).ThenCuts()).Answers(FakeAnswer.Events(ChunkOf("lo"), Finish, Usage, "[DONE]"));

        await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        Span.Status.Should().Be(ActivityStatusCode.Unset);
        Span.ShouldHave(
            ("gen_ai.response.id", "c-1"),
            ("gen_ai.usage.input_tokens", 24L),
            ("gen_ai.usage.output_tokens", 14L),
            ("chatsdk.attempts", 2),
            ("chatsdk.stream_resumptions", 1));
    }

    [Test]
    public async Task Span_of_a_streamed_text_completion_is_named_text_completion()
    {
        Server.Answers(FakeAnswer.Events("""{"id":"t-1","choices":[{"index":0,"text":"there","finish_reason":"stop"}]}""", "[DONE]"));

        await foreach (var chunk in Client.CreateTextStreamAsync(new() { Prompt = "Hi" }, cancellationToken: Guard))
        {
            Telemetry.Spans.Should().BeEmpty($"the stream has not ended yet after {chunk.Id}");
        }

        Span.DisplayName.Should().Be("text_completion m");
        Span.ShouldHave(("gen_ai.response.id", "t-1"), ("gen_ai.request.stream", true));
    }

    [Test]
    public async Task Span_of_an_abandoned_stream_has_the_values_received_so_far()
    {
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Usage).ThenHangs());

        await using (var chunks = Client.CreateStreamAsync(_hello, cancellationToken: Guard).GetAsyncEnumerator(Guard))
        {
            await chunks.MoveNextAsync();
            await chunks.MoveNextAsync();
            Telemetry.Spans.Should().BeEmpty();
        }

        Span.Status.Should().Be(ActivityStatusCode.Unset);
        Span.ShouldHave(("gen_ai.response.model", "m-2026"), ("gen_ai.usage.output_tokens", 7L));
        Tags.Should().NotContainKeys("error.type", "gen_ai.response.finish_reasons");
    }

    [Test]
    public async Task Span_of_a_canceled_stream_has_an_error_type_but_no_error_status()
    {
        using var caller = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi")).ThenHangs());

        var act = async () =>
        {
            await foreach (var chunk in Client.CreateStreamAsync(_hello, cancellationToken: caller.Token))
            {
                await caller.CancelAsync();
            }
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        Span.Status.Should().Be(ActivityStatusCode.Unset);
        Span.ShouldHave(("error.type", "System.OperationCanceledException"), ("gen_ai.response.id", "c-1"));
    }

    [Test]
    public async Task Span_of_a_stream_that_is_cut_off_has_the_values_received_so_far()
    {
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Usage).ThenCuts());

        var (_, failure) = await ReadBrokenAsync();

        var name = $"ChatConnectionException.{((ChatConnectionException)failure).Kind}";
        (Span.Status, Span.StatusDescription).Should().Be((ActivityStatusCode.Error, name));
        Span.ShouldHave(("error.type", name), ("gen_ai.response.id", "c-1"), ("gen_ai.usage.output_tokens", 7L));
        Tags.Should().ContainKey("gen_ai.response.time_to_first_chunk");
    }

    [Test]
    public async Task Choice_that_is_cut_off_has_the_finish_reason_error()
    {
        Options.CaptureMessageContent = true;
        Server.Answers(FakeAnswer.Events(Finish, Piece("Hel", index: 1)).ThenCuts());

        await ReadBrokenAsync();

        FinishReasons.Should().Equal("stop", "error");
        ((string)Tags["gen_ai.output.messages"]!).Should().Contain("\"finish_reason\":\"stop\"").And.Contain("\"finish_reason\":\"error\"");
    }

    [Test]
    public async Task Stream_that_fails_at_once_has_no_time_to_first_chunk()
    {
        Server.AnswersError(401, "No.");

        await ReadBrokenAsync();

        Span.ShouldHave(("error.type", "401"), ("gen_ai.request.stream", true));
        Tags.Should().NotContainKeys("gen_ai.response.time_to_first_chunk", "gen_ai.response.id");
        Telemetry.Measurements.Select(measurement => measurement.Name).Should().Equal("gen_ai.client.operation.duration");
    }

    [Test]
    public async Task Error_type_of_a_stream_that_exceeds_the_idle_timeout_is_ChatTimeoutException_Idle()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi")).ThenHangs());
        await using var chunks = Client.CreateStreamAsync(_hello, cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();
        var next = chunks.MoveNextAsync().AsTask();
        await time.NextTimerAsync(left => left == Options.StreamIdleTimeout, Guard);

        time.Advance(Options.StreamIdleTimeout);

        await FluentActions.Awaiting(() => next).Should().ThrowAsync<ChatTimeoutException>();
        Tags["error.type"].Should().Be("ChatTimeoutException.Idle");
    }
}
