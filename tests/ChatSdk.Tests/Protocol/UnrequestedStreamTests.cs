using ChatSdk.Testing;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests servers that stream although no stream was requested.</summary>
[TestFixture]
public sealed class UnrequestedStreamTests : ClientTest
{
    [Test]
    public async Task Unrequested_stream_is_read_as_a_complete_answer()
    {
        Server.Streams("Hel", "lo");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hello");
        answer.FinishReason.Should().Be(FinishReason.Stop);
    }

    [Test]
    public async Task Unrequested_stream_that_is_cut_off_throws()
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Events(Piece("Hel")));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatConnectionException>()).Which;

        failure.Kind.Should().Be(ChatConnectionErrorKind.StreamTruncated);
        failure.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Error_in_an_unrequested_stream_throws()
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Events("""{"error":{"message":"overloaded","code":503}}"""));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Kind.Should().Be(ChatErrorKind.Overloaded);
    }
}
