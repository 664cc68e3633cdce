using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests which streams are complete, and which cause an exception because they are truncated or reset.</summary>
[TestFixture]
public sealed class StreamEndTests : ClientTest
{
    private static IEnumerable<TestCaseData> CompleteStreams =>
    [
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), "[DONE]")).SetArgDisplayNames("[DONE] without a finish reason"),
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), Finish)).SetArgDisplayNames("a finish reason without [DONE]"),
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), Finish, """{"choices":[],"usage":{"total_tokens":3}}""")).SetArgDisplayNames("usage after the finish reason"),
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), "[DONE]").ThenHangs()).SetArgDisplayNames("[DONE] on a connection that stays open"),
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), "[DONE]").ThenCuts()).SetArgDisplayNames("[DONE] on a connection that is cut off"),
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), "[DONE]", Piece("too late"))).SetArgDisplayNames("a chunk after [DONE]"),
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), "[DONE]", "{]")).SetArgDisplayNames("invalid data after [DONE]"),
        new TestCaseData(FakeAnswer.Raw($"data: {Piece("Hello")}\n\ndata: [DONE]", "text/event-stream")).SetArgDisplayNames("[DONE] without a line ending"),
        new TestCaseData(FakeAnswer.Raw($"data: {Piece("Hello")}\n\n[DONE]\n", "text/event-stream")).SetArgDisplayNames("[DONE] without data:"),
        new TestCaseData(FakeAnswer.Events(Piece("Hello"), "", "  ", "[DONE]")).SetArgDisplayNames("empty data"),
        new TestCaseData(FakeAnswer.Events("""{"type":"ping"}""", Piece("Hello"), """{"gateway":"x","cost":0.1}""", "[DONE]")).SetArgDisplayNames("objects without choices"),
    ];

    [TestCaseSource(nameof(CompleteStreams))]
    public async Task Stream_with_DONE_or_a_finish_reason_is_complete(FakeAnswer answer)
    {
        Server.Answers(answer);

        var text = await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("Hello");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stream_that_ends_without_DONE_or_a_finish_reason_is_reported_as_truncated()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo")));

        await ShouldBreakAsync("Hello", ChatConnectionErrorKind.StreamTruncated);
    }

    [Test]
    public async Task Stream_that_ends_before_one_of_two_choices_is_finished_is_reported_as_truncated()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("Bon", index: 1), Finish));

        var failure = await ShouldBreakAsync("HelBon", ChatConnectionErrorKind.StreamTruncated);

        failure.Partial!.Choices.Select(choice => choice.Message!.Text).Should().Equal("Hel", "Bon");
    }

    [TestCase("text/event-stream")]
    [TestCase("application/x-ndjson")]
    public async Task Stream_of_JSON_lines_without_a_finish_reason_is_reported_as_truncated(string contentType)
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Raw(Piece("Hello"), contentType)).Answers(FakeAnswer.Raw($"{Piece("Hel")}\n{Piece("lo")}", contentType));

        await ShouldBreakAsync("Hello", ChatConnectionErrorKind.StreamTruncated);
        await ShouldBreakAsync("Hello", ChatConnectionErrorKind.StreamTruncated);
    }

    [TestCase("[]")]
    [TestCase("[{}]")]
    public async Task Stream_that_ends_after_an_empty_chunk_is_reported_as_truncated(string choices)
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Raw($$$"""{"choices":{{{choices}}},"usage":{"prompt_tokens":7},"prompt_filter_results":[]}""", "text/event-stream"));

        await ShouldBreakAsync("", ChatConnectionErrorKind.StreamTruncated);
    }

    [Test]
    public async Task Text_completion_stream_that_ends_without_a_finish_reason_is_reported_as_truncated()
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Raw("""
            {"choices":[{"index":0,"text":"Hel"}]}
            {"choices":[{"index":0,"text":"lo"}]}
            """, "application/x-ndjson"));

        var reading = async () => await Client.CreateTextStreamAsync(new() { Prompt = "Hi" }, cancellationToken: Guard).LastAsync(Guard);

        (await reading.Should().ThrowAsync<ChatConnectionException>()).Which.Partial!.Text.Should().Be("Hello");
    }

    [Test]
    public async Task Connection_reset_within_an_event_throws()
    {
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\n\ndata: {Piece("lo")[..^10]}", "text/event-stream").ThenCuts());

        await ShouldBreakAsync("Hel", ChatConnectionErrorKind.Reset);
    }

    [Test]
    public async Task Stream_that_ends_within_an_event_is_reported_as_truncated()
    {
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\n\ndata: {Piece("lo")[..^10]}", "text/event-stream"));

        await ShouldBreakAsync("Hel", ChatConnectionErrorKind.StreamTruncated);
    }

    [Test]
    public async Task Connection_reset_between_events_throws()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var first = chunks.MoveNextAsync();
        var socket = await puppet.AnswerWithStreamAsync(Guard);
        await PuppetServer.SendEventAsync(socket, Piece("Hel"));
        await first;

        PuppetServer.Reset(socket);

        var failure = (await FluentActions.Awaiting(async () => await chunks.MoveNextAsync()).Should().ThrowAsync<ChatConnectionException>()).Which;
        failure.Kind.Should().Be(ChatConnectionErrorKind.Reset);
        failure.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Exception_for_a_truncated_stream_has_the_usage_and_the_partial_tool_calls()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"get","arguments":"{\"a\":"}}]}}],"usage":{"total_tokens":7}}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1"}}]}}]}"""));

        var failure = await ShouldBreakAsync("", ChatConnectionErrorKind.StreamTruncated);

        failure.Partial!.Usage!.TotalTokens.Should().Be(7);
        failure.Partial.ToolCalls.Should().ContainSingle().Which.Function!.Arguments.Should().Be("""{"a":1""");
    }

    private async Task<ChatConnectionException> ShouldBreakAsync(string text, ChatConnectionErrorKind kind)
    {
        var (before, failure) = await ReadBrokenAsync();

        before.Should().Be(text);
        failure.Partial!.Text.Should().Be(text);
        var connection = failure.Should().BeOfType<ChatConnectionException>().Which;
        connection.Kind.Should().Be(kind);
        return connection;
    }
}
