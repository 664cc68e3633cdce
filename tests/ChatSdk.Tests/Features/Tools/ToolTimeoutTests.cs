namespace ChatSdk.Tests.Tools;

/// <summary>Tests the time limit for tool calls. A tool that exceeds it is canceled and no longer awaited, and the timeout is reported like other errors.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ToolTimeoutTests(bool streamed) : ToolTest
{
    private const string Message = "The tool did not complete within 0.001 s.";

    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(1);

    private readonly TaskCompletionSource _end = new();

    [TearDown]
    public void EndBlockedTool() => _end.SetResult();

    [Test]
    public async Task Tool_that_never_completes_does_not_hold_up_the_run()
    {
        Server.Answers(Calls(streamed, ("1", "hanging", "{}"), ("2", "upper", """{"text":"a"}"""))).AnswersText("Done");

        var run = await RunAsync(streamed, RequestWith(Hanging().WithTimeout(_short), Upper), cancellationToken: Guard);

        run.Text.Should().Be("Done");
        Results(1).Should().Equal($"Error: {Message}", "A");
    }

    [Test]
    public async Task Tool_that_blocks_its_thread_does_not_hold_up_the_run()
    {
        var blocking = ChatTool.FromDelegate(() => _end.Task.Wait(Timeout.Infinite), name: "blocking");
        Server.Answers(Calls(streamed, ("1", "blocking", "{}"))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(blocking), new ChatToolRunOptions { ToolTimeout = _short }, Guard);

        Results(1).Should().Equal($"Error: {Message}");
    }

    [Test]
    public async Task Token_passed_to_a_tool_is_canceled_at_the_time_limit()
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = ChatTool.FromDelegate(
            async (CancellationToken token) =>
            {
                await using var registration = token.Register(canceled.SetResult);
                await Task.Delay(Timeout.Infinite, token);
            },
            name: "waiting");
        Server.Answers(Calls(streamed, ("1", "waiting", "{}"))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(waiting), new ChatToolRunOptions { ToolTimeout = _short }, Guard);

        await canceled.Task.WaitAsync(Guard);
        Results(1).Should().Equal($"Error: {Message}");
    }

    [Test]
    public async Task DescribeError_is_called_with_a_TimeoutException()
    {
        Server.Answers(Calls(streamed, ("1", "hanging", "{}"))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(Hanging()), new ChatToolRunOptions { ToolTimeout = _short, DescribeError = (_, exception) => exception.GetType().Name }, Guard);

        Results(1).Should().Equal("TimeoutException");
    }

    [Test]
    public async Task Timeout_ends_the_run_if_StopOnToolError_is_set()
    {
        Server.Answers(Calls(streamed, ("1", "hanging", "{}")));

        var run = () => RunAsync(streamed, RequestWith(Hanging()), new ChatToolRunOptions { ToolTimeout = _short, StopOnToolError = true }, Guard);

        var failure = (await run.Should().ThrowAsync<ChatToolRunException>()).Which;
        failure.InnerException.Should().BeOfType<TimeoutException>();
        failure.Message.Should().Be($"The tool 'hanging' failed: {Message}");
        failure.Call!.Id.Should().Be("1");
    }

    [Test]
    public async Task Time_limit_set_for_a_tool_takes_precedence_over_the_one_for_the_run()
    {
        Server.Answers(Calls(streamed, ("1", "hanging", "{}"), ("2", "sleepy", "{}"))).AnswersText("Done");
        var sleepy = ChatTool.FromDelegate(async () => { await Task.Delay(50); return "awake"; }, name: "sleepy").WithTimeout(Timeout.InfiniteTimeSpan);

        await RunAsync(streamed, RequestWith(Hanging(), sleepy), new ChatToolRunOptions { ToolTimeout = _short }, Guard);

        Results(1).Should().Equal($"Error: {Message}", "awake");
    }

    [Test]
    public async Task Tool_that_completes_in_time_returns_its_result()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""), ("2", "shell", "{}"))).AnswersText("Done");
        var shell = ChatTool.CreateCustom("shell").WithHandler((_, _) => ValueTask.FromResult("ok")).WithTimeout(TimeSpan.FromDays(1));

        await RunAsync(streamed, RequestWith(Upper, shell), new ChatToolRunOptions { ToolTimeout = TimeSpan.FromDays(1) }, Guard);

        Results(1).Should().Equal("A", "ok");
    }

    [Test]
    public async Task Cancellation_by_the_caller_is_not_a_timeout()
    {
        using var caller = new CancellationTokenSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = ChatTool.FromDelegate(async (CancellationToken token) => { started.SetResult(); await Task.Delay(Timeout.Infinite, token); }, name: "waiting");
        Server.Answers(Calls(streamed, ("1", "waiting", "{}")));
        var run = RunAsync(streamed, RequestWith(waiting), new ChatToolRunOptions { ToolTimeout = TimeSpan.FromDays(1) }, caller.Token);
        await started.Task.WaitAsync(Guard);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => run).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [TestCase(0)]
    [TestCase(-2)]
    [TestCase(50L * 24 * 60 * 60 * 1000)]
    public async Task Invalid_time_limit_throws(long milliseconds)
    {
        var limit = TimeSpan.FromMilliseconds(milliseconds);

        FluentActions.Invoking(() => Upper.WithTimeout(limit)).Should().Throw<ArgumentException>().WithParameterName("timeout");
        await FluentActions.Awaiting(() => RunAsync(streamed, RequestWith(Upper), new ChatToolRunOptions { ToolTimeout = limit }, Guard)).Should().ThrowAsync<ArgumentException>().WithMessage("ToolTimeout *");
    }

    [Test]
    public void Tool_that_the_server_runs_cannot_have_a_time_limit() =>
        new ChatTool { Type = "web_search" }.Invoking(tool => tool.WithTimeout(_short)).Should().Throw<InvalidOperationException>();

    private static ChatTool Hanging() => ChatTool.FromDelegate(() => new TaskCompletionSource<string>().Task, name: "hanging");
}
