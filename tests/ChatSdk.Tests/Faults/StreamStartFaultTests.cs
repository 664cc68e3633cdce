using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests streams that fail before their first chunk, and responses that are not streams. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamStartFaultTests : StreamFaultTest
{
    private const string NoSuchModel = """{"error":{"message":"No such model.","code":"model_not_found"}}""";

    private static IEnumerable<TestCaseData> BrokenStarts =>
    [
        new TestCaseData(FakeAnswer.Drop()).SetArgDisplayNames("no response"),
        new TestCaseData(FakeAnswer.Events().ThenResets()).SetArgDisplayNames("a reset after the headers"),
        new TestCaseData(FakeAnswer.Events().ThenCuts()).SetArgDisplayNames("a close after the headers"),
        new TestCaseData(FakeAnswer.Events()).SetArgDisplayNames("a normal end after the headers"),
        new TestCaseData(FakeAnswer.Raw(": ping\n\n", "text/event-stream").ThenResets()).SetArgDisplayNames("a reset after a comment"),
    ];

    [TestCase(400, ChatErrorKind.InvalidRequest, 1)]
    [TestCase(401, ChatErrorKind.Authentication, 1)]
    [TestCase(404, ChatErrorKind.NotFound, 1)]
    [TestCase(500, ChatErrorKind.Server, 3)]
    [TestCase(503, ChatErrorKind.Overloaded, 3)]
    [Fault(45, "the request for a stream is rejected with a status of 400 or more", "the same exception as for a complete answer", Retried = "as for a complete answer")]
    public async Task Row_45_rejected_request_for_a_stream_throws_an_api_exception(int status, ChatErrorKind kind, int attempts)
    {
        Server.AnswersAlways(FakeAnswer.Error(status, "No."));

        var failure = await BreakAsync<ChatApiException>("", attempts);

        ((int)failure.Status).Should().Be(status);
        failure.Kind.Should().Be(kind);
        failure.ServerMessage.Should().Be("No.");
        failure.Partial.Should().BeNull();
    }

    [Test]
    [Fault(46, "the server sends a complete answer instead of a stream", "the answer, as one chunk", Kept = "all")]
    public async Task Row_46_complete_response_is_streamed_as_one_chunk()
    {
        Server.AnswersJson(Hi);
        List<ChatCompletionChunk> chunks = [];

        await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            chunks.Add(chunk);
        }

        var only = chunks.Should().ContainSingle().Which;
        (only.Text, only.FinishReason).Should().Be(("Hi", FinishReason.Stop));
        Server.Requests.Should().ContainSingle();
        await NoConnectionIsInUseAsync();
    }

    [TestCase("application/json")]
    [TestCase("text/event-stream")]
    [Fault(47, "the server sends an error with status 200 instead of a stream", "`ChatApiException`", Retried = "depends on its kind")]
    public async Task Row_47_error_instead_of_a_stream_throws_an_api_exception(string contentType)
    {
        Server.AnswersAlways(FakeAnswer.Raw(NoSuchModel, contentType));

        var failure = await BreakAsync<ChatApiException>("");

        failure.Kind.Should().Be(ChatErrorKind.NotFound);
        failure.Code.Should().Be("model_not_found");
        failure.Partial.Should().BeNull();
    }

    [TestCaseSource(nameof(BrokenStarts))]
    [Fault(48, "the connection is lost before the first chunk of a stream", "the stream from the next attempt", Retried = "yes")]
    public async Task Row_48_call_is_retried_when_the_stream_breaks_before_its_first_chunk(FakeAnswer broken)
    {
        Server.Answers(broken).Streams("Hel", "lo");

        await SucceedAsync("Hello", attempts: 2);
    }
}
