using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Streams that do not begin as they should.</summary>
[TestFixture]
public sealed class StreamStartFaultTests : StreamFaultTest
{
    private const string NoSuchModel = """{"error":{"message":"No such model.","code":"model_not_found"}}""";

    private static IEnumerable<TestCaseData> BrokenStarts =>
    [
        new TestCaseData(FakeAnswer.Drop()).SetArgDisplayNames("no byte of an answer"),
        new TestCaseData(FakeAnswer.Events().ThenResets()).SetArgDisplayNames("a reset behind the headers"),
        new TestCaseData(FakeAnswer.Events().ThenCuts()).SetArgDisplayNames("a cut behind the headers"),
        new TestCaseData(FakeAnswer.Events()).SetArgDisplayNames("a good end behind the headers"),
        new TestCaseData(FakeAnswer.Raw(": ping\n\n", "text/event-stream").ThenResets()).SetArgDisplayNames("a reset behind a comment"),
    ];

    [TestCase(400, ChatErrorKind.InvalidRequest, 1)]
    [TestCase(401, ChatErrorKind.Authentication, 1)]
    [TestCase(404, ChatErrorKind.NotFound, 1)]
    [TestCase(500, ChatErrorKind.Server, 3)]
    [TestCase(503, ChatErrorKind.Overloaded, 3)]
    [Fault(45, "a stream is rejected with a status of 400 or more", "the same exception as for a plain call", Retried = "as for a plain call")]
    public async Task Row_45_refused_stream_is_the_error_of_a_refused_call(int status, ChatErrorKind kind, int attempts)
    {
        Server.AnswersAlways(FakeAnswer.Error(status, "No."));

        var failure = await BreakAsync<ChatApiException>("", attempts);

        ((int)failure.Status).Should().Be(status);
        failure.Kind.Should().Be(kind);
        failure.ServerMessage.Should().Be("No.");
        failure.Partial.Should().BeNull();
    }

    [Test]
    [Fault(46, "a complete answer instead of a stream", "the answer, as one chunk", Kept = "all")]
    public async Task Row_46_whole_completion_is_one_chunk()
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
    [Fault(47, "an error with status 200 instead of a stream", "ChatApiException", Retried = "depends on its kind")]
    public async Task Row_47_error_in_place_of_a_stream_is_that_error(string contentType)
    {
        Server.AnswersAlways(FakeAnswer.Raw(NoSuchModel, contentType));

        var failure = await BreakAsync<ChatApiException>("");

        failure.Kind.Should().Be(ChatErrorKind.NotFound);
        failure.Code.Should().Be("model_not_found");
        failure.Partial.Should().BeNull();
    }

    [TestCaseSource(nameof(BrokenStarts))]
    [Fault(48, "the connection breaks before the first event of a stream", "the stream of the next attempt", Retried = "yes")]
    public async Task Row_48_stream_that_breaks_before_its_first_event_is_asked_for_again(FakeAnswer broken)
    {
        Server.Answers(broken).Streams("Hel", "lo");

        await SucceedAsync("Hello", attempts: 2);
    }
}
