using System.Net;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests errors within a stream, in the various formats that servers use. The exception contains the partial answer.</summary>
[TestFixture]
public sealed class StreamErrorTests : ClientTest
{
    private static string Start => $"data: {Piece("Hel")}\n\n";

    private static IEnumerable<TestCaseData> Shapes =>
    [
        Shape("event: error", "event: error\ndata: {\"error\":{\"message\":\"Boom\",\"code\":\"x\"}}\n\n", "Boom"),
        Shape("event: error without an error object", "event: error\ndata: {\"message\":\"Boom\"}\n\n", "Boom"),
        Shape("event: error with plain text", "event: error\ndata: Boom\n\n", "Boom"),
        Shape("data with an error object", "data: {\"error\":{\"message\":\"Boom\",\"type\":\"server_error\",\"code\":500}}\n\ndata: [DONE]\n\n", "Boom"),
        Shape("data with an error string", "data: {\"error\":\"Boom\"}\n\n", "Boom"),
        Shape("message and code without an error object", "data: {\"message\":\"Boom\",\"code\":500}\n\ndata: [DONE]\n\n", "Boom"),
        Shape("object: error", "data: {\"object\":\"error\",\"message\":\"Boom\",\"code\":50001}\n\n", "Boom"),
        Shape("text and error_code", "data: {\"text\":\"Boom\",\"error_code\":50001}\n\ndata: [DONE]\n\n", "Boom"),
        Shape("an error: field", "error: {\"code\":500,\"message\":\"Boom\",\"type\":\"server_error\"}\n\ndata: [DONE]\n\n", "Boom"),
        Shape("NDJSON", "{\"error\":\"Boom\"}\n\n", "Boom"),
        Shape("data without a blank line", "data: {\"error\":{\"message\":\"Boom\"}}", "Boom"),
        Shape("a comment with the status", ": HTTP_STATUS/429\nevent: error\ndata: {\"code\":\"Throttling\",\"message\":\"Boom\"}\n\n", "Boom"),
    ];

    [TestCaseSource(nameof(Shapes))]
    public async Task Error_in_a_stream_throws_with_the_partial_answer(string body, string message)
    {
        Server.Answers(FakeAnswer.Raw(Start + body, "text/event-stream").WithHeader("x-request-id", "req-1"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        var error = failure.Should().BeAssignableTo<ChatApiException>().Which;
        error.ServerMessage.Should().Be(message);
        error.Status.Should().Be(HttpStatusCode.OK);
        error.Partial!.Text.Should().Be("Hel");
        error.RequestId.Should().Be("req-1");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Error_received_together_with_a_chunk_is_thrown_by_the_next_MoveNext()
    {
        Server.Answers(FakeAnswer.Raw(Start + "data: {\"error\":\"Boom\"}\n\n", "text/event-stream"));
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator();
        await chunks.MoveNextAsync();

        var next = chunks.MoveNextAsync().AsTask();

        (await FluentActions.Awaiting(() => next).Should().ThrowAsync<ChatApiException>()).Which.Partial!.Text.Should().Be("Hel");
        (await chunks.MoveNextAsync()).Should().BeFalse();
    }

    [Test]
    public async Task Error_inside_a_chunk_is_thrown_after_the_chunk_has_been_returned()
    {
        Server.Answers(FakeAnswer.Events(
            Piece("Hel"),
            """{"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"error"}],"error":{"code":502,"message":"Boom"}}""",
            "[DONE]"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hello");
        failure.Should().BeOfType<ChatApiException>().Which.ServerMessage.Should().Be("Boom");
        failure.Partial!.Text.Should().Be("Hello");
    }

    [Test]
    public async Task Null_error_is_ignored()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"Hi"}}],"error":null}""", """{"choices":[],"error":null}""", "[DONE]"));

        (await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("Hi");
    }

    [TestCase("[DONE]junk")]
    [TestCase("[DONE]\ndata: {}")]
    [TestCase("""{"choices":[{"index":0,""")]
    [TestCase("42")]
    [TestCase("sk-secret of the user")]
    public async Task Invalid_event_throws_a_protocol_exception_whose_message_does_not_quote_the_event(string data)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), data, Piece("lo"), "[DONE]"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatProtocolException>().Which.ResponseBody.Should().Be(data.Replace("\ndata: ", "\n", StringComparison.Ordinal));
        failure.Message.Should().NotContain("sk-secret").And.NotContain("junk");
        failure.Partial!.Text.Should().Be("Hel");
    }

    private static TestCaseData Shape(string name, string body, string message) => new TestCaseData(body, message).SetArgDisplayNames(name);
}
