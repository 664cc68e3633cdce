using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests the extension methods for streams.</summary>
[TestFixture]
public sealed class ChatStreamExtensionsTests : ClientTest
{
    [Test]
    public async Task Accumulated_stream_equals_the_answer_that_is_not_streamed()
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
        List<string> texts = [];

        await foreach (var text in Client.CreateStreamAsync("Hi", cancellationToken: Guard).TextChunksAsync(Guard))
        {
            texts.Add(text);
        }

        texts.Should().Equal("Hel", "lo");
    }

    [Test]
    public async Task Stream_that_is_cut_off_throws_instead_of_returning_a_completion()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")));

        var failure = (await Client.Invoking(client => client.CreateStreamAsync("Hi").ToCompletionAsync(Guard)).Should().ThrowAsync<ChatConnectionException>()).Which;

        failure.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Cancellation_token_ends_the_stream()
    {
        using var source = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());

        var read = async () =>
        {
            await foreach (var text in Client.CreateStreamAsync("Hi").TextChunksAsync(source.Token))
            {
                await source.CancelAsync();
            }
        };

        (await read.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
    }
}
