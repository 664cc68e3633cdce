using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests which choice the text of a chunk is read from.</summary>
[TestFixture]
public sealed class FirstChoiceTests : ClientTest
{
    private const string End = """{"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}""";

    private static ChatCompletionRequest Hello => new() { Messages = [ChatMessage.User("Hi")] };

    private static IEnumerable<TestCaseData> RequestsForOne => [Request("no n", Hello), Request("n = 1", Hello with { N = 1 })];

    private static IEnumerable<TestCaseData> RequestsForTwo => [Request("n = 2", Hello with { N = 2 }), Request("n = 2 as a field", Hello.WithField("n", 2))];

    [TestCaseSource(nameof(RequestsForOne))]
    public async Task Text_of_a_single_choice_is_read_whatever_its_index(ChatCompletionRequest request)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel", index: 1), Piece("lo", index: 1), End, "[DONE]"));
        List<ChatCompletionChunk> chunks = [];

        await foreach (var chunk in Client.CreateStreamAsync(request, cancellationToken: Guard))
        {
            chunks.Add(chunk);
        }

        chunks.Select(chunk => chunk.Text).Should().Equal("Hel", "lo", "");
        chunks[^1].FinishReason.Should().Be(FinishReason.Stop);
        chunks[0].Choices[0].Index.Should().Be(1);
    }

    [TestCaseSource(nameof(RequestsForTwo))]
    public async Task Text_is_read_from_choice_zero_even_if_it_arrives_second(ChatCompletionRequest request)
    {
        Server.Answers(FakeAnswer.Events(Piece("Bon", index: 1), Piece("Hello"), Piece("jour", index: 1), Finish, End, "[DONE]"));

        (await ReadAsync(Client.CreateStreamAsync(request))).Should().Be("Hello");
    }

    private static TestCaseData Request(string name, ChatCompletionRequest request) => new TestCaseData(request).SetArgDisplayNames(name);
}
