using ChatSdk.Testing;

namespace ChatSdk.Tests.Protocol;

/// <summary>Some servers stream, whether asked to or not.</summary>
[TestFixture]
public sealed class UnaskedStreamTests : ClientTest
{
    [Test]
    public async Task Stream_is_read_as_the_answer()
    {
        Server.Streams("Hel", "lo");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hello");
        answer.FinishReason.Should().Be(FinishReason.Stop);
    }

    [Test]
    public async Task Stream_that_is_cut_is_no_answer()
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Events(Piece("Hel")));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatConnectionException>()).Which;

        failure.Kind.Should().Be(ChatConnectionErrorKind.StreamTruncated);
        failure.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Error_in_the_stream_is_the_error()
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Events("""{"error":{"message":"overloaded","code":503}}"""));

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Kind.Should().Be(ChatErrorKind.Overloaded);
    }
}
