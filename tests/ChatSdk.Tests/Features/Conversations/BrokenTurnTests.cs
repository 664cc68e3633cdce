using ChatSdk.Testing;

namespace ChatSdk.Tests.Conversations;

/// <summary>Turns whose answer did not come to its end: nothing of them is kept, unless the caller wants that.</summary>
[TestFixture]
public sealed class BrokenTurnTests : ConversationTest
{
    [TestCase(false, "user:Before assistant:Yes")]
    [TestCase(true, "user:Before assistant:Yes user:Hi assistant:Half an")]
    public async Task Stream_that_breaks(bool keeps, string kept)
    {
        var conversation = await ConversationAsync(keeps);
        Server.Answers(FakeAnswer.Events(Piece("Half"), Piece(" an")).ThenCuts());

        await FluentActions.Awaiting(() => AskAsync(conversation, "Hi", streamed: true, Guard)).Should().ThrowAsync<ChatConnectionException>();

        Short(conversation).Should().Be(kept);
        (await AskAsync(conversation, "Again", streamed: true, Guard)).Should().Be("You said: Again");
    }

    [TestCase(false, "user:Before assistant:Yes")]
    [TestCase(true, "user:Before assistant:Yes user:Hi assistant:Half")]
    public async Task Loop_that_is_left(bool keeps, string kept)
    {
        var conversation = await ConversationAsync(keeps);
        Server.Answers(FakeAnswer.Events(Piece("Half"), Piece(" an")).ThenHangs());

        await foreach (var chunk in conversation.SendStreamAsync("Hi", cancellationToken: Guard))
        {
            break;
        }

        Short(conversation).Should().Be(kept);
        await Server.Requests[^1].ClientDisconnected.WaitAsync(Guard);
        (await AskAsync(conversation, "Again", streamed: true, Guard)).Should().Be("You said: Again");
    }

    [TestCase(false, "user:Before assistant:Yes")]
    [TestCase(true, "user:Before assistant:Yes user:Hi assistant:Half")]
    public async Task Stream_that_is_cancelled(bool keeps, string kept)
    {
        var conversation = await ConversationAsync(keeps);
        Server.Answers(FakeAnswer.Events(Piece("Half")).ThenHangs());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        var act = async () =>
        {
            await foreach (var chunk in conversation.SendStreamAsync("Hi").WithCancellation(caller.Token))
            {
                await caller.CancelAsync();
            }
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        Short(conversation).Should().Be(kept);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Call_that_fails_or_is_cancelled_before_any_text(bool keeps)
    {
        var conversation = await ConversationAsync(keeps);
        Server.AnswersError(500, "Broken.").AnswersError(500, "Broken.").Answers(FakeAnswer.Silence());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        await FluentActions.Awaiting(() => AskAsync(conversation, "Hi", streamed: false, Guard)).Should().ThrowAsync<ChatApiException>();
        await FluentActions.Awaiting(() => AskAsync(conversation, "Hi", streamed: true, Guard)).Should().ThrowAsync<ChatApiException>();
        var call = AskAsync(conversation, "Hi", streamed: false, caller.Token);
        await ArrivedAsync(4);
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();

        Short(conversation).Should().Be("user:Before assistant:Yes", "a question without any answer is never kept");
    }

    [TestCase("length", false, false, "user:Hi assistant:Half")]
    [TestCase("length", true, false, "user:Hi assistant:Half")]
    [TestCase("content_filter", false, false, "")]
    [TestCase("content_filter", true, false, "")]
    [TestCase("content_filter", false, true, "user:Hi assistant:Half")]
    [TestCase("content_filter", true, true, "user:Hi assistant:Half")]
    [TestCase("eos", true, false, "user:Hi assistant:Half")]
    public async Task Answer_that_ended_early(string reason, bool streamed, bool keeps, string kept)
    {
        Server.Answers(streamed ? FakeAnswer.Events(Piece("Half"), FinishWithUsage(reason), "[DONE]") : Said("Half", reason));
        var conversation = new ChatConversation(Client) { KeepPartialAnswers = keeps };

        (await AskAsync(conversation, "Hi", streamed, Guard)).Should().Be("Half");

        Short(conversation).Should().Be(kept);
        conversation.Usage!.TotalTokens.Should().Be(12, "it was paid for");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Answer_without_a_message(bool streamed)
    {
        Server.Answers(streamed ? FakeAnswer.Events("""{"choices":[]}""", "[DONE]") : FakeAnswer.Json("""{"choices":[]}"""));
        var conversation = new ChatConversation(Client);

        await AskAsync(conversation, "Hi", streamed, Guard);

        conversation.Messages.Should().BeEmpty("a question without any answer is never kept");
    }

    [TestCase(false, false, "")]
    [TestCase(true, false, "")]
    [TestCase(false, true, "user:1+2? assistant:add() tool:3")]
    [TestCase(true, true, "user:1+2? assistant:add() tool:3")]
    public async Task Call_that_fails_after_tools_have_run(bool streamed, bool keeps, string kept)
    {
        Server.Answers(streamed ? StreamedCalls() : Calls()).AnswersError(500, "Broken.");
        var conversation = new ChatConversation(Client) { RequestTemplate = With(Adder()), KeepPartialAnswers = keeps };

        var act = () => AskAsync(conversation, "1+2?", streamed, Guard);

        (await act.Should().ThrowAsync<ChatApiException>()).Which.ToolRun!.Messages.Should().HaveCount(3);
        Short(conversation).Should().Be(kept);
        conversation.Usage!.TotalTokens.Should().Be(12);
    }

    [TestCase(false, false, "")]
    [TestCase(true, false, "")]
    [TestCase(false, true, "user:1+2? assistant:add() tool:3")]
    [TestCase(true, true, "user:1+2? assistant:add() tool:3")]
    public async Task Caller_that_cancels_after_tools_have_run(bool streamed, bool keeps, string kept)
    {
        Server.Answers(streamed ? StreamedCalls() : Calls()).Answers(FakeAnswer.Silence());
        var conversation = new ChatConversation(Client) { RequestTemplate = With(Adder()), KeepPartialAnswers = keeps };
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        var call = AskAsync(conversation, "1+2?", streamed, caller.Token);
        await ArrivedAsync(2);
        await caller.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        Short(conversation).Should().Be(kept);
        conversation.Usage!.TotalTokens.Should().Be(12, "the first answer was paid for");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Caller_that_cancels_while_a_tool_runs(bool streamed)
    {
        Server.AnswersAlways(streamed ? StreamedCalls() : Calls());
        var runs = 0;
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var tool = Adder(cancellationToken => ++runs == 1 ? Task.CompletedTask : CancelAsync(cancellationToken));
        var conversation = new ChatConversation(Client) { RequestTemplate = With(tool), KeepPartialAnswers = true };

        await FluentActions.Awaiting(() => AskAsync(conversation, "1+2?", streamed, caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        Short(conversation).Should().Be("user:1+2? assistant:add() tool:3", "a round is kept if it is whole");
        conversation.Usage!.TotalTokens.Should().Be(24);

        async Task CancelAsync(CancellationToken cancellationToken)
        {
            await caller.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Tool_that_fails_ends_the_turn_if_the_caller_wants_that(bool streamed)
    {
        Server.AnswersAlways(streamed ? StreamedCalls() : Calls());
        var conversation = new ChatConversation(Client)
        {
            RequestTemplate = With(Adder(_ => throw new IOException("No paper."))),
            ToolOptions = new ChatToolRunOptions { StopOnToolError = true },
            KeepPartialAnswers = true,
        };

        await FluentActions.Awaiting(() => AskAsync(conversation, "1+2?", streamed, Guard)).Should().ThrowAsync<ChatToolRunException>();

        Short(conversation).Should().Be("");
        conversation.Usage!.TotalTokens.Should().Be(12);
    }

    private async Task<ChatConversation> ConversationAsync(bool keeps)
    {
        Server.Answers(Said("Yes"));
        var conversation = new ChatConversation(Client) { KeepPartialAnswers = keeps };
        await conversation.SendAsync("Before", cancellationToken: Guard);
        return conversation;
    }

    private async Task ArrivedAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Server.NextRequestAsync(Guard);
        }
    }
}
