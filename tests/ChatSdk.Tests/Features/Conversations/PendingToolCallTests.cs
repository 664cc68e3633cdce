using ChatSdk.Testing;

namespace ChatSdk.Tests.Conversations;

/// <summary>
/// Tests tool calls that are pending until the caller adds their results or the tool's handler, and changes to a conversation during a
/// stream.
/// </summary>
[TestFixture]
public sealed class PendingToolCallTests : ConversationTest
{
    [Test]
    public async Task Conversation_continues_after_the_caller_has_added_tool_results()
    {
        Server.Answers(Calls()).Answers(Answer("Three."));
        var conversation = new ChatConversation(Client) { RequestTemplate = With(ChatTool.CreateFunction("add"), Adder() with { Function = new() { Name = "other" } }) };

        var answer = await conversation.SendAsync("Add.", cancellationToken: Guard);
        conversation.Add(ChatMessage.Tool(answer.ToolCalls[0], "3"));
        answer = await conversation.ContinueAsync(cancellationToken: Guard);

        answer.Text.Should().Be("Three.");
        Short(conversation).Should().Be("user:Add. assistant:add() tool:3 assistant:Three.");
        Server.Requests[1].Json!.Value.GetProperty("messages").GetArrayLength().Should().Be(3);
    }

    [Test]
    public async Task ContinueAsync_first_runs_the_pending_tool_calls_if_handlers_were_added()
    {
        Server.Answers(Calls()).Answers(Answer("Three."));
        var conversation = new ChatConversation(Client) { RequestTemplate = With(ChatTool.CreateFunction("add")) };
        await conversation.SendAsync("Add.", cancellationToken: Guard);
        conversation.RequestTemplate = With(Adder());

        await conversation.ContinueAsync(cancellationToken: Guard);

        Short(conversation).Should().Be("user:Add. assistant:add() tool:3 assistant:Three.");
    }

    [Test]
    public async Task Changing_a_conversation_during_a_stream_throws()
    {
        Server.Answers(FakeAnswer.Stream("a").ThenHangs());
        var conversation = new ChatConversation(Client, "Be kind.");
        var chunks = conversation.SendStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();

        conversation.Invoking(it => it.Add(ChatMessage.User("x"))).Should().Throw<InvalidOperationException>();
        conversation.Invoking(it => it.Clear()).Should().Throw<InvalidOperationException>();
        conversation.Invoking(it => it.TrimToMessages(1)).Should().Throw<InvalidOperationException>();
        conversation.Invoking(it => it.SystemPrompt = null).Should().Throw<InvalidOperationException>();
        await chunks.DisposeAsync();
        conversation.Add(ChatMessage.User("x"));

        Short(conversation).Should().Be("system:Be kind. user:x");
    }
}
