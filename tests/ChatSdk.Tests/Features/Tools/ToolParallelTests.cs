namespace ChatSdk.Tests.Tools;

/// <summary>Tests that tools run concurrently up to a limit, and that no tool is still running when the run has ended.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ToolParallelTests(bool streamed) : ToolTest, IDisposable
{
    private readonly CancellationTokenSource _caller = new();
    private int _running;
    private int _maxRunning;

    public void Dispose() => _caller.Dispose();

    [Test]
    public async Task Calls_in_one_answer_run_concurrently()
    {
        var all = new CountdownEvent(3);
        var tool = ChatTool.FromDelegate((int number, CancellationToken token) => { all.Signal(); all.Wait(token); return number; }, name: "tool");
        Server.Answers(Numbered(3)).AnswersText("Done");

        await RunAsync(streamed, RequestWith(tool), cancellationToken: Guard);

        Results(1).Should().Equal("0", "1", "2");
        all.Dispose();
    }

    [Test]
    public async Task Results_are_in_the_order_of_the_calls()
    {
        var second = new TaskCompletionSource();
        var tool = ChatTool.FromDelegate(
            async (int number, CancellationToken token) =>
            {
                await (number == 0 ? second.Task.WaitAsync(token) : Task.CompletedTask);
                second.TrySetResult();
                return number;
            },
            name: "tool");
        Server.Answers(Numbered(2)).AnswersText("Done");

        await RunAsync(streamed, RequestWith(tool), cancellationToken: Guard);

        Results(1).Should().Equal("0", "1");
    }

    [Test]
    public async Task MaxParallelCalls_limits_the_number_of_concurrent_calls()
    {
        var two = new TaskCompletionSource();
        var tool = Counting(async (_, token) => { if (_running == 2) { two.TrySetResult(); } await two.Task.WaitAsync(token); });
        Server.Answers(Numbered(12)).AnswersText("Done");

        await RunAsync(streamed, RequestWith(tool), new ChatToolRunOptions { MaxParallelCalls = 2 }, Guard);

        _maxRunning.Should().Be(2);
    }

    [Test]
    public async Task Tools_see_the_callers_AsyncLocal_values()
    {
        var user = new AsyncLocal<string> { Value = "Ann" };
        var tool = ChatTool.FromDelegate((int number) => $"{user.Value} {number}", name: "tool");
        Server.Answers(Numbered(2)).AnswersText("Done");

        await RunAsync(streamed, RequestWith(tool), cancellationToken: Guard);

        Results(1).Should().Equal("Ann 0", "Ann 1");
    }

    [TestCase(false, 8)]
    [TestCase(null, 1)]
    public async Task Calls_run_one_at_a_time_in_order_if_ParallelToolCalls_is_false_or_MaxParallelCalls_is_1(bool? parallel, int maxParallelCalls)
    {
        List<int> order = [];
        var tool = Counting(async (number, _) => { order.Add(number); await Task.Yield(); });
        Server.Answers(Numbered(30)).AnswersText("Done");

        await RunAsync(streamed, RequestWith(tool) with { ParallelToolCalls = parallel }, new ChatToolRunOptions { MaxParallelCalls = maxParallelCalls }, Guard);

        _maxRunning.Should().Be(1);
        order.Should().Equal(Enumerable.Range(0, 30));
    }

    [Test]
    public async Task Canceled_run_cancels_its_tools_and_waits_for_them()
    {
        var ended = false;
        var tool = ChatTool.FromDelegate(
            async (CancellationToken token) =>
            {
                await _caller.CancelAsync();
                await new TaskCompletionSource().Task.WaitAsync(token).ContinueWith(_ => ended = true, Guard, TaskContinuationOptions.None, TaskScheduler.Default);
                token.ThrowIfCancellationRequested();
            },
            name: "tool");
        Server.Answers(Calls(streamed, ("1", "tool", "{}")));

        var run = FluentActions.Awaiting(() => RunAsync(streamed, RequestWith(tool), cancellationToken: _caller.Token));

        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(_caller.Token);
        ended.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Tool_that_throws_during_cancellation_does_not_hide_the_cancellation()
    {
        var tool = ChatTool.FromDelegate(async Task () => { await _caller.CancelAsync(); throw new InvalidOperationException("disposed"); }, name: "tool");
        Server.Answers(Calls(streamed, ("1", "tool", "{}")));

        var run = FluentActions.Awaiting(() => RunAsync(streamed, RequestWith(tool), new ChatToolRunOptions { StopOnToolError = true }, _caller.Token));

        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(_caller.Token);
    }

    [Test]
    public async Task Tool_error_that_ends_the_run_cancels_the_other_tools()
    {
        var started = new TaskCompletionSource();
        var canceled = false;
        var slow = ChatTool.FromDelegate(
            async (CancellationToken token) =>
            {
                started.SetResult();
                await FluentActions.Awaiting(() => new TaskCompletionSource().Task.WaitAsync(token)).Should().ThrowAsync<OperationCanceledException>();
                canceled = true;
                token.ThrowIfCancellationRequested();
            },
            name: "slow");
        var failing = ChatTool.FromDelegate(async Task () => { await started.Task; throw new InvalidOperationException("no disk"); }, name: "failing");
        Server.Answers(Calls(streamed, ("1", "slow", "{}"), ("2", "failing", "{}")));

        var run = FluentActions.Awaiting(() => RunAsync(streamed, RequestWith(slow, failing), new ChatToolRunOptions { StopOnToolError = true }, Guard));

        (await run.Should().ThrowAsync<ChatToolRunException>()).Which.Call!.Id.Should().Be("2");
        canceled.Should().BeTrue();
    }

    private ChatTool Counting(Func<int, CancellationToken, Task> work) => ChatTool.FromDelegate(
        async (int number, CancellationToken token) =>
        {
            var now = Interlocked.Increment(ref _running);
            lock (_caller)
            {
                _maxRunning = Math.Max(_maxRunning, now);
            }

            await work(number, token);
            Interlocked.Decrement(ref _running);
        },
        name: "tool");

    private ChatSdk.Testing.FakeAnswer Numbered(int count) =>
        Calls(streamed, [.. Enumerable.Range(0, count).Select(number => ((string?)$"c{number}", "tool", $$"""{"number":{{number}}}"""))]);
}
