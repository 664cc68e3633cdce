using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Conversations: what streams cost, messages of any role, typed answers, results.</summary>
[TestFixture]
public sealed class ConversationGuessTests : GuessTest
{
    private static FakeAnswer StreamWithUsage => FakeAnswer.Events(
        Piece("Hel"), Piece("lo"), $$"""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{{Usage}}}""", "[DONE]");

    [Test]
    public async Task Streamed_turns_count_their_cost()
    {
        var conversation = new ChatConversation(Client) { RequestTemplate = new() { Temperature = 0 } };
        Server.Answers(StreamWithUsage).Answers(Said("Hello"));

        await ReadAsync(conversation.SendStreamAsync("Hi", Guard));
        await conversation.SendAsync("Hi again", Guard);

        conversation.Usage!.TotalTokens.Should().Be(24);
        JsonAssert.AreEqual("""{"include_usage":true}""", Server.Requests[0].Json!.Value.GetProperty("stream_options"));
        Server.Requests[0].Json!.Value.GetProperty("temperature").GetDouble().Should().Be(0);
        Sent.TryGetProperty("stream_options", out _).Should().BeFalse("a plain call has no stream");
        conversation.RequestTemplate.StreamOptions.Should().BeNull("the template is the caller's");
    }

    [Test]
    public async Task Template_decides_what_a_stream_brings_along()
    {
        var set = new ChatConversation(Client) { RequestTemplate = new() { StreamOptions = new() { IncludeUsage = false } } };
        var raw = new ChatConversation(Client) { RequestTemplate = new ChatCompletionRequest().WithField("stream_options", null) };

        await ReadAsync(set.SendStreamAsync("Hi", Guard));
        await ReadAsync(raw.SendStreamAsync("Hi", Guard));

        Server.Requests.Select(request => request.Json!.Value.GetProperty("stream_options").GetRawText()).Should().Equal("""{"include_usage":false}""", "null");
    }

    [Test]
    public async Task Server_that_refuses_the_options_of_streams_is_not_sent_any()
    {
        var conversation = new ChatConversation(Client) { RequestTemplate = new() { StreamOptions = new() } };

        await ReadAsync(conversation.SendStreamAsync("Hi", Guard));

        Sent.TryGetProperty("stream_options", out _).Should().BeFalse();
    }

    [Test]
    public async Task Message_of_any_role_is_sent()
    {
        var conversation = new ChatConversation(Client, "Be brief.");

        await conversation.SendAsync(ChatMessage.User("Look.", ContentPart.FromImage("http://x/a.png")), cancellationToken: Guard);
        await conversation.SendAsync(new() { Content = "No role" }, cancellationToken: Guard);
        await ReadAsync(conversation.SendStreamAsync(ChatMessage.Developer("Be kind."), cancellationToken: Guard));

        conversation.Messages.Select(message => $"{message.Role}").Should().Equal("system", "user", "assistant", "user", "assistant", "developer", "assistant");
    }

    [Test]
    public async Task Typed_answer_becomes_part_of_the_conversation()
    {
        var conversation = new ChatConversation(Client, "Be brief.");
        Server.Answers(Said(Paris)).Answers(Said("Yes."));

        var city = await conversation.SendAsync("Which city?", GuessContext.Default.City, cancellationToken: Guard);
        await conversation.SendAsync("Sure?", Guard);

        city.Value.Should().Be(new City("Paris", 2));
        Server.Requests[0].Json!.Value.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString().Should().Be("City");
        Sent.TryGetProperty("response_format", out _).Should().BeFalse();
        SentMessages.Should().Be($"system:Be brief. user:Which city? assistant:{Paris} user:Sure?");
        conversation.Usage!.TotalTokens.Should().Be(24);
    }

    [TestCase(false, "")]
    [TestCase(true, "user:Which city? assistant:Paris")]
    public async Task Answer_that_is_not_of_the_type_counts_but_is_not_kept(bool keeps, string kept)
    {
        var conversation = new ChatConversation(Client) { KeepPartialAnswers = keeps };
        Server.Answers(Said("Paris"));

        var call = () => conversation.SendAsync("Which city?", GuessContext.Default.City, cancellationToken: Guard);

        await call.Should().ThrowAsync<ChatFormatException>();
        string.Join(' ', conversation.Messages.Select(message => $"{message.Role}:{message}")).Should().Be(kept);
        conversation.Usage!.TotalTokens.Should().Be(12);
    }

    [Test]
    public async Task Schema_that_goes_into_the_prompt_stays_out_of_the_conversation()
    {
        var conversation = new ChatConversation(Client);
        Server.Answers(Said("Hello")).Answers(Said(Paris));
        await conversation.SendAsync("Hi", Guard);

        await conversation.SendAsync("Which city?", GuessContext.Default.City, new() { SchemaInPrompt = true }, cancellationToken: Guard);

        SentMessages.Should().StartWith("system:Answer with one JSON object");
        string.Join(' ', conversation.Messages.Select(message => $"{message.Role}:{message}")).Should().Be($"user:Hi assistant:Hello user:Which city? assistant:{Paris}");
    }

    [Test]
    public async Task Turn_has_a_form_with_a_result()
    {
        var conversation = new ChatConversation(Client);
        Server.AnswersText("Hello").AnswersError(400, "No.").AnswersError(400, "No.");

        var answer = await conversation.TrySendAsync("Hi", cancellationToken: Guard);
        var failure = await conversation.TrySendAsync("Hi", cancellationToken: Guard);
        ChatException? broken = null;
        await foreach (var chunk in conversation.TrySendStreamAsync("Hi", cancellationToken: Guard))
        {
            broken = chunk.Error;
        }

        answer.Value!.Text.Should().Be("Hello");
        failure.Error.Should().BeOfType<ChatApiException>();
        broken.Should().BeOfType<ChatApiException>();
        conversation.Messages.Should().HaveCount(2);
    }

    [Test]
    public async Task Nothing_is_no_message()
    {
        var conversation = new ChatConversation(Client);

        await FluentActions.Awaiting(() => conversation.SendAsync((ChatMessage)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("message");
        await FluentActions.Awaiting(() => conversation.SendAsync((ChatContent)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("content");
    }
}
