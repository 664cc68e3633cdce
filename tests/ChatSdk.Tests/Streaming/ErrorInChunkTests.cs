using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Chunks that bring an error along.</summary>
[TestFixture]
public sealed class ErrorInChunkTests : ClientTest
{
    [Test]
    public async Task Chunk_that_says_nothing_but_the_error_is_not_delivered_and_its_usage_is_kept()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), """{"error":{"code":400,"message":"no"},"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"total_tokens":5}}"""));
        var chunks = 0;

        var read = async () =>
        {
            await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
            {
                chunks++;
            }
        };

        var failure = (await read.Should().ThrowAsync<ChatApiException>()).Which;
        chunks.Should().Be(1);
        failure.Partial!.Text.Should().Be("Hel");
        failure.Partial.Usage!.TotalTokens.Should().Be(5);
    }

    [Test]
    public async Task Text_of_the_chunk_is_delivered_first()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), """{"error":{"code":400,"message":"no"},"choices":[{"index":0,"delta":{"content":"lo"}}]}"""));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hello");
        failure.Partial!.Text.Should().Be("Hello");
    }
}
