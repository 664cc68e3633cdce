using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests answers whose text is in an unusual field, and answers that are streamed or not streamed contrary to the request.</summary>
[TestFixture]
public sealed class AnswerPlacesTests : ClientTest
{
    // One delta for each field except the role and the name, which are not content.
    private static IEnumerable<string> Deltas => SampleValues.RecordsOf<ChatDelta>("role", "name");

    [TestCase("""{"delta":{},"text":"Hello"}""")]
    [TestCase("""{"delta":{"role":"assistant","content":null},"text":"Hello"}""")]
    [TestCase("""{"message":{},"text":"Hello"}""")]
    [TestCase("""{"message":"Hello"}""")]
    [TestCase("""{"delta":"Hello"}""")]
    [TestCase("""{"text":"Hello","delta":{"content":"Hello"}}""")]
    [TestCase("""{"delta":{"content":"Hello"},"message":{"content":"all so far"}}""")]
    public async Task Text_of_a_chunk_is_read_once_from_any_known_field(string choice)
    {
        Server.Answers(FakeAnswer.Events($$"""{"choices":[{{choice}}]}""", "[DONE]"));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hello");
    }

    [TestCase("""{"delta":{"content":"Hello"},"finish_reason":"stop"}""")]
    [TestCase("""{"text":"Hello"}""")]
    [TestCase("""{"message":"Hello"}""")]
    [TestCase("""{"index":1,"message":{"content":"Hello"}}""")]
    public async Task Text_of_an_answer_is_read_from_any_known_field(string choice)
    {
        Server.AnswersJson($$"""{"choices":[{{choice}}]}""");

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hello");
    }

    [Test]
    public async Task Message_and_text_next_to_a_delta_with_content_are_extra_fields()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"delta":{"content":"a"},"message":{"content":"all"},"text":"a"}]}""", "[DONE]"));

        var chunks = await CollectAsync(Client.CreateStreamAsync("Hi"));

        chunks.Should().ContainSingle().Which.Choices[0].ExtraFields.Should().ContainKeys("message", "text");
    }

    [TestCaseSource(nameof(Deltas))]
    public void Text_next_to_a_delta_with_content_is_an_extra_field(string delta)
    {
        var choice = WireJson.Read<ChatChunkChoice>($$"""{"delta":{{delta}},"text":"Hello"}""");

        choice.ExtraFields.Should().ContainKey("text");
        JsonAssert.AreEqual(delta, WireJson.Write(choice.Delta!));
    }

    [TestCase("application/json")]
    [TestCase("text/event-stream")]
    public async Task Complete_answer_to_a_streaming_request_is_returned(string type)
    {
        Server.Answers(FakeAnswer.Raw("""{"object":"chat.completion","choices":[{"message":{"content":"Complete"},"finish_reason":null}]}""", type));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Complete");
    }

    [TestCase("application/json")]
    [TestCase("text/plain")]
    [TestCase("text/event-stream")]
    public async Task Answer_is_recognized_by_its_body_and_not_by_its_content_type(string type)
    {
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hi")}\n\ndata: [DONE]\n\n", type)).Answers(FakeAnswer.Raw(Hi, type));

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hi");
        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hi");
    }

    [Test]
    public async Task Stream_that_was_not_requested_is_accumulated_into_a_text_completion()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"text":"Hel","index":0}]}""", """{"choices":[{"text":"lo","index":0,"finish_reason":"stop"}]}"""));

        (await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).Text.Should().Be("Hello");
    }
}
