using System.Text;
using ChatSdk.Testing;
using ChatSdk.Tests.Http;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests streams that are read without an error although their format or pace is unusual. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamFormFaultTests : StreamFaultTest
{
    private static IEnumerable<TestCaseData> Forms =>
    [
        Form("no space after the colon", $"data:{Piece("Hel")}\n\ndata:{Piece("lo")}\n\ndata:[DONE]\n\n"),
        Form("CRLF", $"data: {Piece("Hel")}\r\n\r\ndata: {Piece("lo")}\r\n\r\ndata: [DONE]\r\n\r\n"),
        Form("CR", $"data: {Piece("Hel")}\r\rdata: {Piece("lo")}\r\rdata: [DONE]\r\r"),
        Form("a byte order mark", $"\uFEFFdata: {Piece("Hel")}\n\ndata: {Piece("lo")}\n\ndata: [DONE]\n\n"),
        Form("data over several lines", $"data: {Piece("Hel").Replace(",", ",\ndata: ", StringComparison.Ordinal)}\n\ndata: {Piece("lo")}\n\ndata: [DONE]\n\n"),
        Form("the fields id and retry", $"id: 1\nretry: 5\ndata: {Piece("Hel")}\n\nid: 2\ndata: {Piece("lo")}\n\ndata: [DONE]\n\n"),
        Form("empty data", $"data:\n\ndata: {Piece("Hel")}\n\ndata: \n\ndata: {Piece("lo")}\n\ndata: [DONE]\n\n"),
        Form("JSON that continues on lines without data:, and [DONE] without data:", $"data: {Piece("Hel").Replace(",", ",\n  ", StringComparison.Ordinal)}\n\ndata: {Piece("lo")}\n\n[DONE]\n"),
    ];

    [Test]
    [Fault(55, "the server sends only comments for a long time, and `EventIdleTimeout` is not set", "no timeout and no chunk; the stream continues", Kept = "all")]
    public async Task Row_55_comments_prevent_an_idle_timeout()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        await using var stream = await OpenAsync();
        var next = stream.Chunks.MoveNextAsync();

        for (var comment = 0; comment < 5; comment++)
        {
            await time.NextTimerAsync(left => left == Options.StreamIdleTimeout, Guard);
            time.Advance(Options.StreamIdleTimeout * 0.9);
            await PuppetServer.SendAsync(stream.Socket, ": ping\n\n");
        }

        next.IsCompleted.Should().BeFalse();
        await PuppetServer.SendEventAsync(stream.Socket, "[DONE]");
        (await next).Should().BeFalse();
    }

    [Test]
    [Fault(56, "the server sends one byte at a time", "all chunks", Kept = "all")]
    public async Task Row_56_stream_that_arrives_byte_by_byte_is_read()
    {
        Server.Answers(FakeAnswer.Stream("Hel", "lö", "😀").SplitEvery(1));

        await SucceedAsync("Hellö😀");
    }

    [Test]
    [Fault(61, "the server sends events after `[DONE]`", "the events are ignored", Kept = "all")]
    public async Task Row_61_events_after_done_are_ignored()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hello"), "[DONE]", Piece("too late"), """{"error":{"message":"Boom"}}""", "{]"));

        await SucceedAsync("Hello");
    }

    [Test]
    [Fault(62, "the server leaves the connection open after `[DONE]`", "the stream ends immediately", Kept = "all")]
    public async Task Row_62_stream_ends_at_done_although_the_connection_stays_open()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hello"), "[DONE]").ThenHangs());

        var text = await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard)).WaitAsync(Guard);

        text.Should().Be("Hello");
        await NoConnectionIsInUseAsync();
    }

    [TestCaseSource(nameof(Forms))]
    [Fault(63, "events with unusual line breaks, spaces, fields or JSON", "the same chunks as for events in the usual format", Kept = "all")]
    public async Task Row_63_events_in_an_unusual_format_are_read(string events)
    {
        Server.Answers(FakeAnswer.Raw(events, "text/event-stream"));

        await SucceedAsync("Hello");
    }

    [Test]
    [Fault(64, "the bytes are received in parts, which may be split within a character or between CR and LF", "the same chunks as if all bytes were received at once", Kept = "all")]
    public async Task Row_64_chunks_do_not_depend_on_where_the_bytes_are_split()
    {
        var body = Encoding.UTF8.GetBytes($"\uFEFFdata: {Piece("Hö")}\r\n\r\n: ping\r\ndata: {Piece("😀")}\r\r\ndata: [DONE]\r\n\r\n");
        var answer = new WireFixture("", "", 200, new Dictionary<string, string>(StringComparer.Ordinal) { ["content-type"] = "text/event-stream" }, body, default);
        for (var at = 1; at < body.Length; at++)
        {
            using var http = new HttpClient(new TrickleHandler(answer, at, int.MaxValue));
            using var client = new ChatClient(http, Options);

            (await ReadAsync(client.CreateStreamAsync("Hi"))).Should().Be("Hö😀", "the body was split at byte {0}", at);
        }
    }

    [Test]
    [Fault(65, "chunks without choices or text, and choices whose indexes have gaps", "these chunks, without an exception", Kept = "all")]
    public async Task Row_65_chunks_without_text_and_interleaved_choices_are_read()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":3,"delta":{"role":"assistant"}}]}""",
            """{"object":"chat.completion.chunk","choices":null}""",
            """{"object":"chat.completion.chunk"}""",
            """{"choices":[{"index":0,"delta":{"content":"Hel"}}]}""",
            """{"choices":[{"index":3,"delta":{"content":"Bon"}},{"index":0,"delta":{}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":3,"delta":{"content":"jour"},"finish_reason":"length"}]}""",
            """{"choices":[],"usage":{"total_tokens":7}}""",
            "[DONE]"));

        var answer = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        answer.Choices.Select(choice => (choice.Index, choice.Message!.Text, choice.FinishReason))
            .Should().Equal((0, "Hello", FinishReason.Stop), (3, "Bonjour", FinishReason.Length));
        answer.Usage!.TotalTokens.Should().Be(7);
        await NoConnectionIsInUseAsync();
    }

    [Test]
    [Fault(66, "a character is written as two escape sequences that are in different chunks", "the character, once the chunks are joined", Kept = "all")]
    public async Task Row_66_surrogate_pair_split_between_chunks_is_joined()
    {
        Server.Answers(FakeAnswer.Events(Piece("a\\ud83d"), Piece("\\ude00b"), "[DONE]"));

        var answer = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        answer.Text.Should().Be("a😀b");
        await NoConnectionIsInUseAsync();
    }

    [Test]
    [Fault(67, "fragments of tool calls with a late name, a repeated id, no index, or arguments that are not JSON", "the calls, with the arguments as text", Kept = "all")]
    public async Task Row_67_unusual_tool_call_deltas_are_assembled()
    {
        Server.Answers(FakeAnswer.Events(
            Call("""{"index":0,"id":"a"}"""),
            Call("""{"index":0,"id":"a","function":{"name":"get"}}"""),
            Call("""{"index":0,"function":{"arguments":"{\"x\":"}}"""),
            Call("""{"function":{"arguments":"oops"}}"""),
            Finish,
            "[DONE]"));

        var answer = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        var call = answer.ToolCalls.Should().ContainSingle().Which;
        (call.Id, call.Function!.Name, call.Function.Arguments).Should().Be(("a", "get", """{"x":oops"""));
        await NoConnectionIsInUseAsync();
    }

    private static string Call(string piece) => $$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{{piece}}}]}}]}""";

    private static TestCaseData Form(string name, string events) => new TestCaseData(events).SetArgDisplayNames(name);
}
