namespace ChatSdk.Tests.Tools;

/// <summary>Tests the approval of tool calls: only valid calls need approval, a callback that throws ends the run, and the caller can cancel.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ApprovalTests(bool streamed) : ToolTest
{
    [Test]
    public async Task Only_valid_calls_need_approval()
    {
        List<string> approvals = [];
        Server.Answers(Calls(streamed, ("1", "nope", "{}"), ("2", "upper", "{bad"), ("3", "upper", """{"text":"a"}"""))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(Upper), new ChatToolRunOptions { Approve = (call, _) => { approvals.Add(call.Id!); return ValueTask.FromResult(false); } }, Guard);

        approvals.Should().Equal("3");
        Results(1).Should().Equal("Error: There is no tool 'nope'. The tools are: upper.", "Error: The arguments are not valid JSON.", "Error: The call was refused and did not run.");
    }

    [Test]
    public async Task Exception_from_Approve_ends_the_run_without_losing_the_previous_messages()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).Answers(Calls(streamed, ("2", "upper", """{"text":"b"}""")));
        var options = new ChatToolRunOptions { Approve = (call, _) => call.Id == "2" ? throw new TimeoutException("no answer") : ValueTask.FromResult(true) };

        var run = () => RunAsync(streamed, RequestWith(Upper), options, Guard);

        var failure = (await run.Should().ThrowAsync<ChatToolRunException>()).Which;
        failure.InnerException.Should().BeOfType<TimeoutException>();
        failure.Message.Should().Be("Approve for the tool 'upper' failed: no answer");
        failure.ToolRun!.Messages.Select(message => message.Text).Should().Equal("Hi", "", "A", "");
    }

    [Test]
    public async Task Exception_from_DescribeError_ends_the_run_without_losing_the_previous_messages()
    {
        var failing = ChatTool.FromDelegate(string () => throw new InvalidOperationException("no disk"), name: "failing");
        Server.Answers(Calls(streamed, ("1", "failing", "{}")));

        var run = () => RunAsync(streamed, RequestWith(failing), new ChatToolRunOptions { DescribeError = (_, _) => throw new FormatException("no words") }, Guard);

        var failure = (await run.Should().ThrowAsync<ChatToolRunException>()).Which;
        failure.InnerException.Should().BeOfType<FormatException>();
        failure.ToolRun!.Messages.Should().HaveCount(2);
    }

    [Test]
    public async Task OperationCanceledException_from_Approve_becomes_a_ChatToolRunException_if_the_caller_did_not_cancel()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}""")));
        var options = new ChatToolRunOptions { Approve = (_, _) => throw new OperationCanceledException("The window was closed.") };

        var run = () => RunAsync(streamed, RequestWith(Upper), options, Guard);

        (await run.Should().ThrowAsync<ChatToolRunException>()).Which.Message.Should().Contain("The window was closed.");
    }

    [Test]
    public async Task Caller_can_cancel_even_if_Approve_ignores_its_token()
    {
        using var caller = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}""")));
        var options = new ChatToolRunOptions
        {
            Approve = async (_, _) =>
            {
                asked.SetResult();
                await new TaskCompletionSource().Task;
                return true;
            },
        };
        var run = RunAsync(streamed, RequestWith(Upper), options, caller.Token);
        await asked.Task.WaitAsync(Guard);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => run.WaitAsync(Guard)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }
}
