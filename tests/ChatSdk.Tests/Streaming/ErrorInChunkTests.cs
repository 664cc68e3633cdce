using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests chunks that also contain an error.</summary>
[TestFixture]
public sealed class ErrorInChunkTests : ClientTest
{
    // The role, the name, the index, the finish reason and the usage are not content.
    private static IEnumerable<string> Choices =>
    [
        .. SampleValues.RecordsOf<ChatDelta>("role", "name").Select(delta => $$"""{"index":0,"delta":{{delta}}}"""),
        .. SampleValues.RecordsOf<ChatChunkChoice>("index", "delta", "finish_reason", "usage"),
    ];

    private static IEnumerable<string> TextChoices => SampleValues.RecordsOf<TextChoice>("index", "finish_reason", "usage");

    [Test]
    public async Task Chunk_with_an_error_and_no_content_is_not_returned_but_its_usage_is_in_the_partial_answer()
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
    public async Task Text_of_a_chunk_with_an_error_is_returned_before_the_error()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), """{"error":{"code":400,"message":"no"},"choices":[{"index":0,"delta":{"content":"lo"}}]}"""));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hello");
        failure.Partial!.Text.Should().Be("Hello");
    }

    [TestCaseSource(nameof(Choices))]
    public async Task Choice_with_any_content_is_returned_before_the_error_in_its_chunk(string choice)
    {
        Server.Answers(FakeAnswer.Events($$"""{"error":{"message":"no"},"choices":[{{choice}}]}"""));
        List<ChatCompletionChunk> chunks = [];

        var failure = await FailureOfAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard), chunks);

        chunks.Should().HaveCount(1);
        failure.Partial.Should().NotBeNull();
    }

    [TestCaseSource(nameof(TextChoices))]
    public async Task Text_choice_with_any_content_is_returned_before_the_error_in_its_chunk(string choice)
    {
        Server.Answers(FakeAnswer.Events($$"""{"error":{"message":"no"},"choices":[{{choice}}]}"""));
        List<TextCompletion> chunks = [];

        var failure = await FailureOfAsync(Client.CreateTextStreamAsync(new() { Prompt = "Hi" }, cancellationToken: Guard), chunks);

        chunks.Should().HaveCount(1);
        failure.Partial.Should().NotBeNull();
    }

    private static async Task<ChatApiException> FailureOfAsync<T>(IAsyncEnumerable<T> stream, List<T> chunks)
    {
        var read = async () =>
        {
            await foreach (var chunk in stream.WithCancellation(Guard))
            {
                chunks.Add(chunk);
            }
        };

        return (await read.Should().ThrowAsync<ChatApiException>()).Which;
    }
}
