using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Tests what a developer would expect of a conversation: streamed turns report their usage, messages can have any role, answers can be typed, and there are <c>Try…</c> methods.</summary>
[TestFixture]
public sealed class ConversationGuessTests : GuessTest
{
    private static FakeAnswer StreamWithUsage => FakeAnswer.Events(
        Piece("Hel"), Piece("lo"), $$"""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{{Usage}}}""", "[DONE]");

    [Test]
    public async Task Streamed_turns_request_the_usage()
    {
        var conversation = new ChatConversation(Client) { RequestTemplate = new() { Temperature = 0 } };
        Server.Answers(StreamWithUsage).Answers(Answer("Hello"));

        await ReadAsync(conversation.SendStreamAsync("Hi", Guard));
        await conversation.SendAsync("Hi again", Guard);

        conversation.Usage!.TotalTokens.Should().Be(24);
        JsonAssert.AreEqual("""{"include_usage":true}""", Server.Requests[0].Json!.Value.GetProperty("stream_options"));
        Server.Requests[0].Json!.Value.GetProperty("temperature").GetDouble().Should().Be(0);
        Sent.TryGetProperty("stream_options", out _).Should().BeFalse("stream options are sent only in streaming requests");
        conversation.RequestTemplate.StreamOptions.Should().BeNull("the caller's template must not change");
    }

    [Test]
    public async Task Stream_options_in_the_template_are_not_replaced()
    {
        var set = new ChatConversation(Client) { RequestTemplate = new() { StreamOptions = new() { IncludeUsage = false } } };
        var raw = new ChatConversation(Client) { RequestTemplate = new ChatCompletionRequest().WithField("stream_options", null) };

        await ReadAsync(set.SendStreamAsync("Hi", Guard));
        await ReadAsync(raw.SendStreamAsync("Hi", Guard));

        Server.Requests.Select(request => request.Json!.Value.GetProperty("stream_options").GetRawText()).Should().Equal("""{"include_usage":false}""", "null");
    }

    [Test]
    public async Task Empty_stream_options_in_the_template_are_neither_sent_nor_replaced()
    {
        var conversation = new ChatConversation(Client) { RequestTemplate = new() { StreamOptions = new() } };

        await ReadAsync(conversation.SendStreamAsync("Hi", Guard));

        Sent.TryGetProperty("stream_options", out _).Should().BeFalse();
    }

    [Test]
    public async Task Message_with_any_role_or_none_can_be_sent()
    {
        var conversation = new ChatConversation(Client, "Be brief.");

        await conversation.SendAsync(ChatMessage.User("Look.", ContentPart.FromImage("http://x/a.png")), cancellationToken: Guard);
        await conversation.SendAsync(new() { Content = "No role" }, cancellationToken: Guard);
        await ReadAsync(conversation.SendStreamAsync(ChatMessage.Developer("Be kind."), cancellationToken: Guard));

        conversation.Messages.Select(message => $"{message.Role}").Should().Equal("system", "user", "assistant", "user", "assistant", "developer", "assistant");
    }

    [Test]
    public async Task Typed_answer_is_added_to_the_conversation()
    {
        var conversation = new ChatConversation(Client, "Be brief.");
        Server.Answers(Answer(Paris)).Answers(Answer("Yes."));

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
    public async Task Answer_that_does_not_match_the_type_is_added_only_with_KeepPartialAnswers(bool keepPartial, string expected)
    {
        var conversation = new ChatConversation(Client) { KeepPartialAnswers = keepPartial };
        Server.Answers(Answer("Paris"));

        var call = () => conversation.SendAsync("Which city?", GuessContext.Default.City, cancellationToken: Guard);

        await call.Should().ThrowAsync<ChatFormatException>();
        string.Join(' ', conversation.Messages.Select(message => $"{message.Role}:{message}")).Should().Be(expected);
        conversation.Usage!.TotalTokens.Should().Be(12);
    }

    [Test]
    public async Task Schema_in_the_prompt_is_not_added_to_the_conversation()
    {
        var conversation = new ChatConversation(Client);
        Server.Answers(Answer("Hello")).Answers(Answer(Paris));
        await conversation.SendAsync("Hi", Guard);

        await conversation.SendAsync("Which city?", GuessContext.Default.City, new() { SchemaInPrompt = true }, cancellationToken: Guard);

        SentMessages.Should().StartWith("system:Answer with one JSON object");
        string.Join(' ', conversation.Messages.Select(message => $"{message.Role}:{message}")).Should().Be($"user:Hi assistant:Hello user:Which city? assistant:{Paris}");
    }

    [Test]
    public async Task Try_methods_return_the_answer_or_the_error_without_throwing()
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
    public async Task Null_message_or_content_throws()
    {
        var conversation = new ChatConversation(Client);

        await FluentActions.Awaiting(() => conversation.SendAsync((ChatMessage)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("message");
        await FluentActions.Awaiting(() => conversation.SendAsync((ChatContent)null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("content");
    }
}
