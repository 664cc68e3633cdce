using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests objects in a stream that have no <c>choices</c> field.</summary>
[TestFixture]
public sealed class NoChoicesTests : ClientTest
{
    // The tests are about objects without choices. The other excluded fields only identify the answer, and objects that are not chunks may have
    // them too.
    private static IEnumerable<string> Chunks => SampleValues.RecordsOf<ChatCompletionChunk>("id", "object", "created", "model", "choices");

    private static IEnumerable<string> TextChunks => SampleValues.RecordsOf<TextCompletion>("id", "object", "created", "model", "choices");

    [Test]
    public async Task Object_that_only_identifies_the_answer_is_not_a_chunk()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hi"), """{"id":"c","object":"progress","created":1,"model":"m"}""", "[DONE]"));

        var chunks = await CollectAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        chunks.Should().HaveCount(1);
    }

    [TestCaseSource(nameof(Chunks))]
    public async Task Object_with_a_field_that_belongs_to_an_answer_is_a_chunk(string chunk)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hi"), chunk, "[DONE]"));

        var chunks = await CollectAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        chunks.Should().HaveCount(2);
    }

    [TestCaseSource(nameof(TextChunks))]
    public async Task Object_with_a_field_that_belongs_to_a_text_completion_is_a_chunk(string chunk)
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"text":"Hi"}]}""", chunk, "[DONE]"));

        var chunks = await CollectAsync(Client.CreateTextStreamAsync(new() { Prompt = "Hi" }, cancellationToken: Guard));

        chunks.Should().HaveCount(2);
    }
}
