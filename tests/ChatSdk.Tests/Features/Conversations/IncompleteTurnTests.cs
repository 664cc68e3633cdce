using ChatSdk.Testing;

namespace ChatSdk.Tests.Conversations;

/// <summary>Tests which turns that fail or have an incomplete answer are added to the conversation, with and without <c>KeepPartialAnswers</c>.</summary>
[TestFixture]
public sealed class IncompleteTurnTests : ConversationTest
{
    [TestCase(false, "user:Before assistant:Yes")]
    [TestCase(true, "user:Before assistant:Yes user:Hi assistant:Half an")]
    public async Task Turn_whose_stream_is_cut_off_is_added_only_with_KeepPartialAnswers(bool keepPartial, string expected)
    {
        var conversation = await ConversationAsync(keepPartial);
        Server.Answers(FakeAnswer.Events(Piece("Half"), Piece(" an")).ThenCuts());

        await FluentActions.Awaiting(() => SendAsync(conversation, "Hi", streamed: true, Guard)).Should().ThrowAsync<ChatConnectionException>();

        Short(conversation).Should().Be(expected);
        (await SendAsync(conversation, "Again", streamed: true, Guard)).Should().Be("You said: Again");
    }

    [TestCase(false, "user:Before assistant:Yes")]
    [TestCase(true, "user:Before assistant:Yes user:Hi assistant:Half")]
    public async Task Turn_whose_stream_is_abandoned_is_added_only_with_KeepPartialAnswers(bool keepPartial, string expected)
    {
        var conversation = await ConversationAsync(keepPartial);
        Server.Answers(FakeAnswer.Events(Piece("Half"), Piece(" an")).ThenHangs());

        await foreach (var chunk in conversation.SendStreamAsync("Hi", cancellationToken: Guard))
        {
            break;
        }

        Short(conversation).Should().Be(expected);
        await Server.Requests[^1].ClientDisconnected.WaitAsync(Guard);
        (await SendAsync(conversation, "Again", streamed: true, Guard)).Should().Be("You said: Again");
    }

    [TestCase(false, "user:Before assistant:Yes")]
    [TestCase(true, "user:Before assistant:Yes user:Hi assistant:Half")]
    public async Task Turn_whose_stream_is_canceled_is_added_only_with_KeepPartialAnswers(bool keepPartial, string expected)
    {
        var conversation = await ConversationAsync(keepPartial);
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
        Short(conversation).Should().Be(expected);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Turn_that_fails_or_is_canceled_before_any_text_is_received_is_never_added(bool keepPartial)
    {
        var conversation = await ConversationAsync(keepPartial);
        Server.AnswersError(500, "Broken.").AnswersError(500, "Broken.").Answers(FakeAnswer.Silence());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        await FluentActions.Awaiting(() => SendAsync(conversation, "Hi", streamed: false, Guard)).Should().ThrowAsync<ChatApiException>();
        await FluentActions.Awaiting(() => SendAsync(conversation, "Hi", streamed: true, Guard)).Should().ThrowAsync<ChatApiException>();
        var call = SendAsync(conversation, "Hi", streamed: false, caller.Token);
        await NextRequestsAsync(4);
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();

        Short(conversation).Should().Be("user:Before assistant:Yes", "a prompt without an answer is never added");
    }

    [TestCase("length", false, false, "user:Hi assistant:Half")]
    [TestCase("length", true, false, "user:Hi assistant:Half")]
    [TestCase("content_filter", false, false, "")]
    [TestCase("content_filter", true, false, "")]
    [TestCase("content_filter", false, true, "user:Hi assistant:Half")]
    [TestCase("content_filter", true, true, "user:Hi assistant:Half")]
    [TestCase("eos", true, false, "user:Hi assistant:Half")]
    public async Task Filtered_answer_is_added_only_with_KeepPartialAnswers_but_other_answers_always(string reason, bool streamed, bool keepPartial, string expected)
    {
        Server.Answers(streamed ? FakeAnswer.Events(Piece("Half"), FinishWithUsage(reason), "[DONE]") : Answer("Half", reason));
        var conversation = new ChatConversation(Client) { KeepPartialAnswers = keepPartial };

        (await SendAsync(conversation, "Hi", streamed, Guard)).Should().Be("Half");

        Short(conversation).Should().Be(expected);
        conversation.Usage!.TotalTokens.Should().Be(12, "the tokens were billed");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Turn_whose_answer_has_no_choices_is_not_added(bool streamed)
    {
        Server.Answers(streamed ? FakeAnswer.Events("""{"choices":[]}""", "[DONE]") : FakeAnswer.Json("""{"choices":[]}"""));
        var conversation = new ChatConversation(Client);

        await SendAsync(conversation, "Hi", streamed, Guard);

        conversation.Messages.Should().BeEmpty();
    }

    [TestCase(false, false, "")]
    [TestCase(true, false, "")]
    [TestCase(false, true, "user:1+2? assistant:add() tool:3")]
    [TestCase(true, true, "user:1+2? assistant:add() tool:3")]
    public async Task Completed_tool_round_is_added_only_with_KeepPartialAnswers_if_the_next_request_fails(bool streamed, bool keepPartial, string expected)
    {
        Server.Answers(streamed ? StreamedCalls() : Calls()).AnswersError(500, "Broken.");
        var conversation = new ChatConversation(Client) { RequestTemplate = With(Adder()), KeepPartialAnswers = keepPartial };

        var act = () => SendAsync(conversation, "1+2?", streamed, Guard);

        (await act.Should().ThrowAsync<ChatApiException>()).Which.ToolRun!.Messages.Should().HaveCount(3);
        Short(conversation).Should().Be(expected);
        conversation.Usage!.TotalTokens.Should().Be(12);
    }

    [TestCase(false, false, "")]
    [TestCase(true, false, "")]
    [TestCase(false, true, "user:1+2? assistant:add() tool:3")]
    [TestCase(true, true, "user:1+2? assistant:add() tool:3")]
    public async Task Completed_tool_round_is_added_only_with_KeepPartialAnswers_if_the_caller_cancels(bool streamed, bool keepPartial, string expected)
    {
        Server.Answers(streamed ? StreamedCalls() : Calls()).Answers(FakeAnswer.Silence());
        var conversation = new ChatConversation(Client) { RequestTemplate = With(Adder()), KeepPartialAnswers = keepPartial };
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        var call = SendAsync(conversation, "1+2?", streamed, caller.Token);
        await NextRequestsAsync(2);
        await caller.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        Short(conversation).Should().Be(expected);
        conversation.Usage!.TotalTokens.Should().Be(12, "the tokens of the first answer were billed");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Only_completed_tool_rounds_are_added_if_the_caller_cancels_while_a_tool_is_running(bool streamed)
    {
        Server.AnswersAlways(streamed ? StreamedCalls() : Calls());
        var runs = 0;
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var tool = Adder(cancellationToken => ++runs == 1 ? Task.CompletedTask : CancelAsync(cancellationToken));
        var conversation = new ChatConversation(Client) { RequestTemplate = With(tool), KeepPartialAnswers = true };

        await FluentActions.Awaiting(() => SendAsync(conversation, "1+2?", streamed, caller.Token)).Should().ThrowAsync<OperationCanceledException>();

        Short(conversation).Should().Be("user:1+2? assistant:add() tool:3", "only complete rounds are added");
        conversation.Usage!.TotalTokens.Should().Be(24);

        async Task CancelAsync(CancellationToken cancellationToken)
        {
            await caller.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Turn_that_ends_because_of_StopOnToolError_is_not_added_even_with_KeepPartialAnswers(bool streamed)
    {
        Server.AnswersAlways(streamed ? StreamedCalls() : Calls());
        var conversation = new ChatConversation(Client)
        {
            RequestTemplate = With(Adder(_ => throw new IOException("Out of paper."))),
            ToolOptions = new ChatToolRunOptions { StopOnToolError = true },
            KeepPartialAnswers = true,
        };

        await FluentActions.Awaiting(() => SendAsync(conversation, "1+2?", streamed, Guard)).Should().ThrowAsync<ChatToolRunException>();

        Short(conversation).Should().Be("");
        conversation.Usage!.TotalTokens.Should().Be(12);
    }

    private async Task<ChatConversation> ConversationAsync(bool keepPartial)
    {
        Server.Answers(Answer("Yes"));
        var conversation = new ChatConversation(Client) { KeepPartialAnswers = keepPartial };
        await conversation.SendAsync("Before", cancellationToken: Guard);
        return conversation;
    }

    private async Task NextRequestsAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await Server.NextRequestAsync(Guard);
        }
    }
}
