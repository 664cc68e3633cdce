using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests that a stream is retried only until its first chunk has been returned.</summary>
[TestFixture]
public sealed class StreamRetryTests : ClientTest
{
    private static IEnumerable<TestCaseData> BrokenStarts =>
    [
        new TestCaseData(FakeAnswer.Error(503, "Later.")).SetArgDisplayNames("503"),
        new TestCaseData(FakeAnswer.Drop()).SetArgDisplayNames("no answer"),
        new TestCaseData(FakeAnswer.Events().ThenResets()).SetArgDisplayNames("a reset after the headers"),
        new TestCaseData(FakeAnswer.Events().ThenCuts()).SetArgDisplayNames("a close after the headers"),
        new TestCaseData(FakeAnswer.Events()).SetArgDisplayNames("an end without an event"),
        new TestCaseData(FakeAnswer.Raw(": ping\n\n: ping\n\n", "text/event-stream").ThenResets()).SetArgDisplayNames("a reset after comments"),
        new TestCaseData(FakeAnswer.Events("""{"error":{"message":"The model is overloaded.","code":503}}""")).SetArgDisplayNames("an error instead of the first chunk"),
    ];

    [SetUp]
    public void ShortenDelays() => Options.RetryDelay = TimeSpan.FromMilliseconds(1);

    [TestCaseSource(nameof(BrokenStarts))]
    public async Task Stream_that_fails_before_its_first_chunk_is_retried(FakeAnswer broken)
    {
        Server.Answers(broken).Streams("Hel", "lo");

        var text = await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("Hello");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Stream_that_fails_after_its_first_chunk_is_not_retried()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenCuts()).Streams("never");

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatConnectionException>();
        failure.Attempts.Should().Be(1);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Exception_for_a_stream_that_fails_in_every_attempt_has_the_number_of_attempts()
    {
        Server.AnswersAlways(FakeAnswer.Drop());

        var (text, failure) = await ReadBrokenAsync();

        text.Should().BeEmpty();
        failure.Attempts.Should().Be(3);
        failure.Partial.Should().BeNull();
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Exception_for_a_stream_that_fails_after_its_first_chunk_has_the_number_of_attempts()
    {
        Server.AnswersError(503, "Later.").Answers(FakeAnswer.Events(Piece("Hel")).ThenCuts());

        var (_, failure) = await ReadBrokenAsync();

        failure.Attempts.Should().Be(2);
        Server.Requests.Should().HaveCount(2);
    }
}
