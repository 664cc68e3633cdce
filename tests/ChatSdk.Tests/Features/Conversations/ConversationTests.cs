using ChatSdk.Testing;

namespace ChatSdk.Tests.Conversations;

/// <summary>Tests the history, usage and options of conversations, with and without tools.</summary>
[TestFixture]
public sealed class ConversationTests : ConversationTest
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Every_request_contains_the_previous_messages(bool streamed)
    {
        var conversation = new ChatConversation(Client, "Be brief.");

        (await SendAsync(conversation, "One", streamed, Guard)).Should().Be("You said: One");
        (await SendAsync(conversation, "Two", streamed, Guard)).Should().Be("You said: Two");

        Short(conversation).Should().Be("system:Be brief. user:One assistant:You said: One user:Two assistant:You said: Two");
        Server.Requests.Select(request => string.Join(' ', SentRoles(request))).Should().Equal("system user", "system user assistant user");
    }

    [Test]
    public async Task Streamed_turn_has_the_same_history_and_usage_as_one_without_streaming()
    {
        Server.Answers(Answer("Hello there")).Answers(StreamedText("Hello", " there"));
        var plain = new ChatConversation(Client);
        var streamed = new ChatConversation(Client);

        await SendAsync(plain, "Hi", streamed: false, Guard);
        await SendAsync(streamed, "Hi", streamed: true, Guard);

        streamed.Messages.Should().Equal(plain.Messages);
        streamed.Usage.Should().Be(plain.Usage);
    }

    [Test]
    public async Task Model_and_temperature_in_the_request_template_are_sent()
    {
        var conversation = new ChatConversation(Client) { RequestTemplate = new() { Model = "other", Temperature = 0.5, Messages = [] } };

        await conversation.SendAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Body.Should().Be("""{"model":"other","messages":[{"role":"user","content":"Hi"}],"temperature":0.5}""");
    }

    [Test]
    public void Request_template_with_messages_throws() =>
        new ChatConversation(Client).Invoking(it => it.RequestTemplate = new() { Messages = [ChatMessage.User("not this")] }).Should().Throw<ArgumentException>();

    [Test]
    public async Task Prompt_can_have_several_parts()
    {
        var conversation = new ChatConversation(Client);

        await conversation.SendAsync([ContentPart.FromText("What is this?"), ContentPart.FromImage("https://example.org/cat.png")], cancellationToken: Guard);

        conversation.Messages[0].Content!.Parts.Should().HaveCount(2);
        Server.Requests[0].Body.Should().Contain("cat.png");
    }

    [Test]
    public void System_prompt_is_the_first_message_and_can_be_replaced_or_removed()
    {
        var conversation = new ChatConversation(Client);
        conversation.SystemPrompt.Should().BeNull();
        conversation.Add(ChatMessage.User("Hi"));

        conversation.SystemPrompt = "One.";
        conversation.SystemPrompt = "Two.";
        Short(conversation).Should().Be("system:Two. user:Hi");

        conversation.SystemPrompt = null;
        Short(conversation).Should().Be("user:Hi");
    }

    [Test]
    public async Task Clear_preserves_the_instructions_and_the_usage()
    {
        Server.AnswersAlways(Answer("Yes"));
        var conversation = new ChatConversation(Client, "Be brief.");
        conversation.Add(new ChatMessage { Role = ChatRole.Developer, Content = "Be kind." });
        await conversation.SendAsync("Hi", cancellationToken: Guard);

        conversation.Clear();

        Short(conversation).Should().Be("system:Be brief. developer:Be kind.");
        conversation.Usage!.TotalTokens.Should().Be(12);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Usage_is_the_sum_of_all_turns(bool streamed)
    {
        Server.AnswersAlways(streamed ? StreamedText("Yes") : Answer("Yes"));
        var conversation = new ChatConversation(Client);
        conversation.Usage.Should().BeNull();

        for (var turn = 0; turn < 3; turn++)
        {
            await SendAsync(conversation, "Hi", streamed, Guard);
        }

        conversation.Usage.Should().Be(new ChatUsage { PromptTokens = 30, CompletionTokens = 6, TotalTokens = 36 });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Tools_with_handlers_are_called(bool streamed)
    {
        Server.Answers(streamed ? StreamedCalls() : Calls()).Answers(streamed ? StreamedText("It is 3") : Answer("It is 3"));
        var conversation = new ChatConversation(Client) { RequestTemplate = With(Adder()) };

        (await SendAsync(conversation, "1+2?", streamed, Guard)).Should().Be("It is 3");

        Short(conversation).Should().Be("user:1+2? assistant:add() tool:3 assistant:It is 3");
        conversation.Messages[2].ToolCallId.Should().Be("call_1");
        conversation.Usage!.TotalTokens.Should().Be(24);
        Server.Requests.Select(request => string.Join(' ', SentRoles(request))).Should().Equal("user", "user assistant tool");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Tools_without_handlers_are_left_to_the_caller(bool streamed)
    {
        Server.Answers(streamed ? StreamedCalls() : Calls()).Answers(streamed ? StreamedText("Fine") : Answer("Fine"));
        var conversation = new ChatConversation(Client) { RequestTemplate = With(ChatTool.CreateFunction("add")) };

        await SendAsync(conversation, "1+2?", streamed, Guard);
        conversation.Add(ChatMessage.Tool(conversation.Messages[^1].ToolCalls![0], "3"));
        await SendAsync(conversation, "And?", streamed, Guard);

        Short(conversation).Should().Be("user:1+2? assistant:add() tool:3 user:And? assistant:Fine");
    }

    [Test]
    public async Task Legacy_functions_are_called()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"function_call":{"name":"add","arguments":"{\"a\":1,\"b\":2}"}},"finish_reason":"function_call"}]}""").Answers(Answer("3"));
        var conversation = new ChatConversation(Client) { RequestTemplate = new() { Messages = [], Functions = [Adder().Function!] } };

        await conversation.SendAsync("1+2?", cancellationToken: Guard);

        Server.Requests.Select(request => string.Join(' ', SentRoles(request))).Should().Equal("user", "user assistant function");
    }

    [Test]
    public async Task Approve_in_the_tool_options_can_refuse_a_call()
    {
        Server.Answers(Calls()).Answers(Answer("Never mind"));
        var conversation = new ChatConversation(Client)
        {
            RequestTemplate = With(Adder()),
            ToolOptions = new ChatToolRunOptions { Approve = (_, _) => ValueTask.FromResult(false) },
        };

        await conversation.SendAsync("1+2?", cancellationToken: Guard);

        conversation.Messages[2].Text.Should().Contain("refused");
    }

    [Test]
    public async Task Sending_during_a_stream_throws_and_leaves_the_conversation_unchanged()
    {
        Server.Answers(FakeAnswer.Stream("a", "b"));
        var conversation = new ChatConversation(Client);

        await foreach (var chunk in conversation.SendStreamAsync("Hi", cancellationToken: Guard))
        {
            await FluentActions.Awaiting(() => conversation.SendAsync("And?", cancellationToken: Guard)).Should().ThrowAsync<InvalidOperationException>();
            await FluentActions.Awaiting(() => SendAsync(conversation, "And?", streamed: true, Guard)).Should().ThrowAsync<InvalidOperationException>();
        }

        Short(conversation).Should().Be("user:Hi assistant:ab");
        (await SendAsync(conversation, "And?", streamed: false, Guard)).Should().Be("You said: And?");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Prompt_that_cannot_be_sent_leaves_the_conversation_unchanged()
    {
        var conversation = new ChatConversation(NewClient(new ChatClientOptions { BaseAddress = Server.BaseAddress })) { KeepPartialAnswers = true };

        await FluentActions.Awaiting(() => conversation.SendAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>().WithMessage("*Model*");
        await FluentActions.Awaiting(() => conversation.SendAsync(null!, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>();
        conversation.RequestTemplate = new() { Model = "m", Messages = [] };
        await conversation.SendAsync("Hi", cancellationToken: Guard);

        Short(conversation).Should().Be("user:Hi assistant:You said: Hi");
    }

    [Test]
    public void Null_arguments_throw()
    {
        FluentActions.Invoking(() => new ChatConversation(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new ChatConversation(Client).Add(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ChatConversation.FromJson(Client, null!)).Should().Throw<ArgumentNullException>();
    }
}
