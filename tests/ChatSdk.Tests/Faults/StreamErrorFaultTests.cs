using System.Net;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests streams that contain an error, or an event that is neither a chunk nor an error. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamErrorFaultTests : StreamFaultTest
{
    private const string Boom = """{"error":{"message":"Boom","type":"server_error","code":"boom"}}""";

    [TestCase($"data: {Boom}\n\ndata: [DONE]\n\n")]
    [Fault(57, "an event that contains an error", "`ChatApiException`", Kept = "text, usage")]
    public Task Row_57_error_in_a_stream_throws_with_the_partial_answer(string events) => ShouldBreakAsync(events);

    [TestCase($"event: error\ndata: {Boom}\n\ndata: [DONE]\n\n")]
    [TestCase("event: error\ndata: {\"message\":\"Boom\",\"code\":\"boom\"}\n\ndata: [DONE]\n\n")]
    [Fault(58, "an event with the name `error`", "`ChatApiException`", Kept = "text, usage")]
    public Task Row_58_event_of_type_error_throws_with_the_partial_answer(string events) => ShouldBreakAsync(events);

    [TestCase("""{"choices":[{"index":0,"delta":{"content":"sk-secret""")]
    [TestCase("""{"choices":[{"index":0,"delta":{"content":"sk-secret"}}]]""")]
    [TestCase("sk-secret of the user")]
    [Fault(59, "an event that is not JSON", "`ChatProtocolException`, whose message does not quote the event", Kept = "text, and the event in `ResponseBody`")]
    public async Task Row_59_event_that_is_not_json_throws_a_protocol_exception(string data)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), data, Piece("lo"), "[DONE]"));

        var failure = await BreakAsync<ChatProtocolException>("Hel");

        failure.ToString().Should().NotContain("sk-secret");
        failure.ResponseBody.Should().Be(data);
    }

    [TestCase("[DONE]junk")]
    [TestCase("[DONE]\ndata: {\"choices\":[]}")]
    [TestCase("[DONE][DONE]")]
    [Fault(60, "the last event has other text in addition to `[DONE]`", "`ChatProtocolException`", Kept = "text")]
    public async Task Row_60_done_with_extra_characters_throws_a_protocol_exception(string data)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), data));

        var failure = await BreakAsync<ChatProtocolException>("Hel");

        failure.IsRetryable.Should().BeFalse();
    }

    private async Task ShouldBreakAsync(string events)
    {
        const string Usage = """{"choices":[],"usage":{"total_tokens":7}}""";
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\n\ndata: {Usage}\n\n{events}", "text/event-stream"));

        var failure = await BreakAsync<ChatApiException>("Hel");

        failure.Kind.Should().Be(ChatErrorKind.Server);
        failure.Status.Should().Be(HttpStatusCode.OK);
        (failure.ServerMessage, failure.Code).Should().Be(("Boom", "boom"));
        failure.Partial!.Usage!.TotalTokens.Should().Be(7);
    }
}
