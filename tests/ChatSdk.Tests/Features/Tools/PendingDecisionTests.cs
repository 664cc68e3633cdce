using System.Text.Json;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests tool runs that stop because the decision about a tool call is pending, and are resumed after the decision.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class PendingDecisionTests(bool streamed) : ToolTest
{
    private static readonly ChatToolRunOptions _pending = new() { Decide = (_, _) => new(ChatToolDecision.Pending) };
    private static readonly ChatToolRunOptions _approved = new() { Decide = (_, _) => new(ChatToolDecision.Approved) };

    [Test]
    public async Task Run_stops_while_the_decision_about_a_call_is_pending()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}""")));

        var run = await RunAsync(streamed, RequestWith(Upper), _pending, Guard);

        run.PendingCalls.Select(call => call.Id).Should().Equal("1");
        run.Completion!.ToolCalls.Should().ContainSingle();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Saved_run_is_resumed_after_the_decision()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).AnswersText("Done");
        var stopped = await RunAsync(streamed, RequestWith(Upper), _pending, Guard);
        var saved = JsonSerializer.Serialize(RequestWith(Upper) with { Messages = stopped.Messages });

        var request = JsonSerializer.Deserialize<ChatCompletionRequest>(saved)! with { Tools = RequestWith(Upper).Tools };
        var run = await RunAsync(streamed, request, _approved, Guard);

        run.Text.Should().Be("Done");
        run.PendingCalls.Should().BeEmpty();
        Results(1).Should().Equal("A");
    }

    [Test]
    public async Task Refusal_is_reported_to_the_model_with_the_reason_if_there_is_one()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""), ("2", "upper", """{"text":"b"}"""))).AnswersText("Done");
        var options = new ChatToolRunOptions { Decide = (call, _) => new(ChatToolDecision.Refused(call.Id == "1" ? "Too expensive." : null)) };

        await RunAsync(streamed, RequestWith(Upper), options, Guard);

        Results(1).Should().Equal("Error: The call was refused and did not run. Reason: Too expensive.", "Error: The call was refused and did not run.");
    }

    [Test]
    public async Task Calls_whose_decision_is_not_pending_run_before_the_run_stops()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""), ("2", "upper", """{"text":"b"}"""), ("3", "nope", "{}"))).AnswersText("Done");
        var options = new ChatToolRunOptions { Decide = (call, _) => new(call.Id == "1" ? ChatToolDecision.Pending : ChatToolDecision.Approved) };
        var stopped = await RunAsync(streamed, RequestWith(Upper), options, Guard);

        var run = await RunAsync(streamed, RequestWith(Upper) with { Messages = stopped.Messages }, _approved, Guard);

        stopped.PendingCalls.Select(call => call.Id).Should().Equal("1");
        stopped.Messages[^2].Text.Should().Be("B");
        run.Messages.Where(message => message.Role == ChatRole.Tool).Select(message => message.ToolCallId).Should().BeEquivalentTo("1", "2", "3");
        run.Text.Should().Be("Done");
    }

    [Test]
    public async Task Run_that_is_resumed_while_the_decision_is_still_pending_sends_nothing()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}""")));
        var stopped = await RunAsync(streamed, RequestWith(Upper), _pending, Guard);

        var run = await RunAsync(streamed, RequestWith(Upper) with { Messages = stopped.Messages }, _pending, Guard);

        run.Completion.Should().BeNull();
        run.PendingCalls.Should().ContainSingle();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Conversation_can_be_continued_only_after_the_decision()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).AnswersText("Done");
        var conversation = new ChatConversation(Client) { RequestTemplate = new ChatCompletionRequest { Model = "m", Tools = RequestWith(Upper).Tools }, ToolOptions = _pending };
        await SendAsync(conversation.SendStreamAsync("Hi", cancellationToken: Guard), () => conversation.SendAsync("Hi", cancellationToken: Guard));

        var early = () => SendAsync(conversation.ContinueStreamAsync(cancellationToken: Guard), () => conversation.ContinueAsync(cancellationToken: Guard));
        (await early.Should().ThrowAsync<ChatToolRunException>()).Which.Message.Should().Contain("still pending");
        conversation.ToolOptions = _approved;
        await SendAsync(conversation.ContinueStreamAsync(cancellationToken: Guard), () => conversation.ContinueAsync(cancellationToken: Guard));

        conversation.Messages.Select(message => message.Text).Should().Equal("Hi", "", "A", "Done");
    }

    [Test]
    public async Task Exception_names_the_callback_that_failed()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}""")));

        var run = () => RunAsync(streamed, RequestWith(Upper), new ChatToolRunOptions { Decide = (_, _) => throw new TimeoutException("no answer") }, Guard);

        (await run.Should().ThrowAsync<ChatToolRunException>()).Which.Message.Should().Be("Decide for the tool 'upper' failed: no answer");
    }

    [Test]
    public async Task Approve_and_Decide_cannot_both_be_set()
    {
        var run = () => RunAsync(streamed, RequestWith(Upper), new ChatToolRunOptions { Approve = (_, _) => new(true), Decide = _approved.Decide }, Guard);

        await run.Should().ThrowAsync<ArgumentException>().WithMessage("*Approve and Decide*");
    }

    private async Task SendAsync(IAsyncEnumerable<ChatCompletionChunk> chunks, Func<Task> send)
    {
        if (streamed)
        {
            await chunks.ToCompletionAsync(Guard);
        }
        else
        {
            await send();
        }
    }
}
