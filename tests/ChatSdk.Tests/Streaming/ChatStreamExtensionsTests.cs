using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>What one often wants from a stream.</summary>
[TestFixture]
public sealed class ChatStreamExtensionsTests : ClientTest
{
    [Test]
    public async Task Streamed_answer_equals_the_plain_one()
    {
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Tell me a joke")], N = 2, StreamOptions = new() { IncludeUsage = true } };

        var plain = await Client.CreateAsync(request, cancellationToken: Guard);
        var streamed = await Client.CreateStreamAsync(request, cancellationToken: Guard).ToCompletionAsync(Guard);

        (streamed with { Id = null }).Should().Be(plain with { Id = null });
    }

    [Test]
    public async Task Chunks_without_text_are_skipped()
    {
        Server.Streams("Hel", "", "lo");
        List<string> pieces = [];

        await foreach (var piece in Client.CreateStreamAsync("Hi", cancellationToken: Guard).TextChunksAsync(Guard))
        {
            pieces.Add(piece);
        }

        pieces.Should().Equal("Hel", "lo");
    }

    [Test]
    public async Task Stream_that_breaks_returns_no_completion()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")));

        var failure = (await Client.Invoking(client => client.CreateStreamAsync("Hi").ToCompletionAsync(Guard)).Should().ThrowAsync<ChatConnectionException>()).Which;

        failure.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Cancellation_token_ends_the_stream()
    {
        using var enough = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());

        var read = async () =>
        {
            await foreach (var piece in Client.CreateStreamAsync("Hi").TextChunksAsync(enough.Token))
            {
                await enough.CancelAsync();
            }
        };

        (await read.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(enough.Token);
    }
}
