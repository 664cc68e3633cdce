using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;
using ChatSdk.Tests.Properties;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests that reasoning between think tags is separated from the text of answers if <c>SeparateThinkTags</c> is set.</summary>
[TestFixture]
public sealed class SeparateThinkTagsTests : ClientTest
{
    private const string _text = "<think>\nHm.\n</think>\n\nParis";

    private static readonly string[] _fragments = ["<think>", "</think>", "<thinking>", "</thinking>", "<", "</", "think>", "`", "\n", " ", "Hm", ".", "Paris"];

    [SetUp]
    public void Separate() => Options.SeparateThinkTags = true;

    [Test]
    public async Task Text_is_unchanged_if_SeparateThinkTags_is_false()
    {
        Options.SeparateThinkTags = false;
        Server.AnswersText(_text).Streams(Pieces(_text));

        var plain = await Client.CreateAsync("Hi", cancellationToken: Guard);
        var streamed = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        (plain.Text, plain.Reasoning).Should().Be((_text, ""));
        (streamed.Text, streamed.Reasoning).Should().Be((_text, ""));
    }

    [Test]
    public async Task Text_and_reasoning_in_an_answer_are_separated()
    {
        Server.AnswersText(_text);

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        (answer.Text, answer.Reasoning).Should().Be(("Paris", "\nHm.\n"));
        answer.Message!.Content.Should().Be(ChatContent.FromString("Paris"));
    }

    [Test]
    public async Task Chunks_have_text_and_reasoning_without_tags()
    {
        Server.Streams("<th", "ink>H", "m.</thi", "nk>\n", "\nPar", "is");

        var chunks = await CollectAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        chunks.Select(chunk => chunk.Reasoning).Where(text => text.Length > 0).Should().Equal("H", "m.");
        chunks.Select(chunk => chunk.Text).Where(text => text.Length > 0).Should().Equal("Par", "is");
    }

    [Test]
    public async Task Call_options_take_precedence_over_the_client_options()
    {
        Server.AnswersText(_text);

        var answer = await Client.CreateAsync("Hi", new ChatCallOptions { SeparateThinkTags = false }, Guard);

        answer.Text.Should().Be(_text);
    }

    [Test]
    public async Task Text_completion_is_unchanged()
    {
        Server.AnswersJson(JsonSerializer.Serialize(new { choices = new[] { new { index = 0, text = _text, finish_reason = "stop" } } }));

        var answer = await Client.CreateTextAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be(_text);
    }

    [Test]
    public async Task Stored_completion_is_unchanged()
    {
        Server.AnswersJson(JsonSerializer.Serialize(new { choices = new[] { new { index = 0, message = new { role = "assistant", content = _text }, finish_reason = "stop" } } }));

        var answer = await Client.GetStoredCompletionAsync("c1", cancellationToken: Guard);

        answer.Text.Should().Be(_text);
    }

    [Test]
    public void Stream_has_the_same_result_as_the_complete_answer() => Holds.For(
        Gen.Elements(_fragments).NonEmptyListOf().Select(string.Concat).Zip(Values.Chance),
        async generated =>
        {
            var (text, chance) = generated;
            Server.AnswersText(text).Streams([.. Cut(text, chance)]);

            var plain = await Client.CreateAsync("Hi");
            var chunks = new ChatCompletionAccumulator();
            await foreach (var chunk in Client.CreateStreamAsync("Hi"))
            {
                chunks.Add(chunk);
            }

            var streamed = chunks.ToCompletion();
            (streamed.Text, streamed.Reasoning).Should().Be((plain.Text, plain.Reasoning), text);
            WireJson.Write(streamed.Message!).GetRawText().Should().Be(WireJson.Write(plain.Message!).GetRawText(), text);
        });

    [Test]
    public async Task Tags_in_each_choice_are_processed_independently()
    {
        Server.Answers(FakeAnswer.Events(
            Piece("<think>a", 0), Piece("<thi", 1), Piece("</think>A", 0), Piece("nk>b</think>", 1), Piece("B", 1),
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"},{"index":1,"delta":{},"finish_reason":"stop"}]}"""));

        var answer = await Client.CreateStreamAsync(new ChatCompletionRequest { N = 2, Messages = [ChatMessage.User("Hi")] }, cancellationToken: Guard).ToCompletionAsync(Guard);

        answer.Choices.Select(choice => (choice.Message!.Text, choice.Message.Reasoning)).Should().Equal(("A", "a"), ("B", "b"));
    }

    [Test]
    public async Task Text_that_could_begin_a_tag_is_delivered_with_the_finish_reason()
    {
        Server.Answers(FakeAnswer.Events(Piece("1 <"), Finish));

        var chunks = await CollectAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        chunks.Select(chunk => chunk.Text).Should().Equal("1 ", "<");
    }

    [Test]
    public async Task Text_that_could_begin_a_tag_is_delivered_at_the_end_of_a_stream_without_a_finish_reason()
    {
        Server.Answers(FakeAnswer.Events(Piece("1 <"), "[DONE]"));

        (await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("1 <");
    }

    [Test]
    public async Task Text_that_could_begin_a_tag_is_in_the_partial_answer_of_a_broken_stream()
    {
        Server.Answers(FakeAnswer.Events(Piece("1 <")).ThenCuts());

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("1 ");
        failure.Partial!.Text.Should().Be("1 <");
    }

    [Test]
    public async Task Reasoning_in_text_parts_is_separated_and_other_parts_are_preserved()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"text","text":"<think>Hm."},{"type":"text","text":"</think>Look:"},{"type":"image_url","image_url":{"url":"https://h/1.png"}}]},"finish_reason":"stop"}]}""");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Reasoning.Should().Be("Hm.");
        JsonAssert.AreEqual("""[{"type":"text","text":"Look:"},{"type":"image_url","image_url":{"url":"https://h/1.png"}}]""", WireJson.Write(answer.Message!).GetProperty("content"));
    }

    [Test]
    public async Task Reasoning_from_a_field_precedes_reasoning_from_the_text()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"First. ","content":"<think>Hm.</think>Paris"},"finish_reason":"stop"}]}""");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Reasoning.Should().Be("First. Hm.");
    }

    [Test]
    public async Task Answer_is_sent_back_without_its_reasoning()
    {
        Server.AnswersText(_text).AnswersText("Hi");
        var conversation = new ChatConversation(Client);
        await conversation.SendAsync("Capital of France?", cancellationToken: Guard);

        await conversation.SendAsync("Thanks", cancellationToken: Guard);

        JsonAssert.AreEqual("""{"role":"assistant","content":"Paris"}""", Server.Requests[1].Json!.Value.GetProperty("messages")[1]);
        conversation.Messages[1].Reasoning.Should().Be("\nHm.\n");
    }

    [Test]
    public async Task Stored_conversation_preserves_the_reasoning_and_does_not_send_it()
    {
        Server.AnswersText(_text).AnswersText("Hi");
        var conversation = new ChatConversation(Client);
        await conversation.SendAsync("Capital of France?", cancellationToken: Guard);

        var loaded = ChatConversation.FromJson(Client, conversation.ToJson());
        await loaded.SendAsync("Thanks", cancellationToken: Guard);

        loaded.Messages[1].Reasoning.Should().Be("\nHm.\n");
        JsonAssert.AreEqual("""{"role":"assistant","content":"Paris"}""", Server.Requests[1].Json!.Value.GetProperty("messages")[1]);
    }

    [Test]
    public async Task Reasoning_in_a_complete_answer_to_a_streaming_request_is_separated()
    {
        Server.AnswersText(_text);

        var answer = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        (answer.Text, answer.Reasoning).Should().Be(("Paris", "\nHm.\n"));
    }

    private static string[] Pieces(string text) => [.. text.Chunk(3).Select(piece => new string(piece))];

    private static IEnumerable<string> Cut(string text, Random chance)
    {
        for (var rest = text; rest.Length > 0;)
        {
            var length = Math.Min(rest.Length, chance.Next(1, 9));
            yield return rest[..length];
            rest = rest[length..];
        }
    }
}
