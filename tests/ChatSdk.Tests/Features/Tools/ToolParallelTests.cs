namespace ChatSdk.Tests.Tools;

/// <summary>Tools run at once as far as they may, and none runs on when the run has ended.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ToolParallelTests(bool streamed) : ToolTest, IDisposable
{
    private readonly CancellationTokenSource _caller = new();
    private int _running;
    private int _most;

    public void Dispose() => _caller.Dispose();

    [Test]
    public async Task Calls_of_an_answer_run_at_once()
    {
        var all = new CountdownEvent(3);
        var tool = ChatTool.FromDelegate((int number, CancellationToken token) => { all.Signal(); all.Wait(token); return number; }, name: "tool");
        Server.Answers(Numbered(3)).AnswersText("Done");

        await RunAsync(streamed, Ask(tool), cancellationToken: Guard);

        Results(1).Should().Equal("0", "1", "2");
        all.Dispose();
    }

    [Test]
    public async Task Results_keep_the_order_of_the_calls()
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

        await RunAsync(streamed, Ask(tool), cancellationToken: Guard);

        Results(1).Should().Equal("0", "1");
    }

    [Test]
    public async Task No_more_run_at_once_than_may()
    {
        var two = new TaskCompletionSource();
        var tool = Counting(async (_, token) => { if (_running == 2) { two.TrySetResult(); } await two.Task.WaitAsync(token); });
        Server.Answers(Numbered(12)).AnswersText("Done");

        await RunAsync(streamed, Ask(tool), new ChatToolRunOptions { MaxParallelCalls = 2 }, Guard);

        _most.Should().Be(2);
    }

    [Test]
    public async Task Tools_see_what_the_caller_has_set_for_its_flow()
    {
        var user = new AsyncLocal<string> { Value = "Ann" };
        var tool = ChatTool.FromDelegate((int number) => $"{user.Value} {number}", name: "tool");
        Server.Answers(Numbered(2)).AnswersText("Done");

        await RunAsync(streamed, Ask(tool), cancellationToken: Guard);

        Results(1).Should().Equal("Ann 0", "Ann 1");
    }

    [TestCase(false, 8)]
    [TestCase(null, 1)]
    public async Task Calls_run_one_after_another_in_their_order_if_they_must(bool? parallel, int most)
    {
        List<int> order = [];
        var tool = Counting(async (number, _) => { order.Add(number); await Task.Yield(); });
        Server.Answers(Numbered(30)).AnswersText("Done");

        await RunAsync(streamed, Ask(tool) with { ParallelToolCalls = parallel }, new ChatToolRunOptions { MaxParallelCalls = most }, Guard);

        _most.Should().Be(1);
        order.Should().Equal(Enumerable.Range(0, 30));
    }

    [Test]
    public async Task Cancelled_run_cancels_its_tools_and_waits_for_them()
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

        var run = FluentActions.Awaiting(() => RunAsync(streamed, Ask(tool), cancellationToken: _caller.Token));

        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(_caller.Token);
        ended.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Cancelled_run_is_no_failed_tool_even_if_the_tool_says_so()
    {
        var tool = ChatTool.FromDelegate(async Task () => { await _caller.CancelAsync(); throw new InvalidOperationException("torn"); }, name: "tool");
        Server.Answers(Calls(streamed, ("1", "tool", "{}")));

        var run = FluentActions.Awaiting(() => RunAsync(streamed, Ask(tool), new ChatToolRunOptions { StopOnToolError = true }, _caller.Token));

        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(_caller.Token);
    }

    [Test]
    public async Task Tool_that_fails_cancels_the_others_if_it_ends_the_run()
    {
        var started = new TaskCompletionSource();
        var cancelled = false;
        var slow = ChatTool.FromDelegate(
            async (CancellationToken token) =>
            {
                started.SetResult();
                await FluentActions.Awaiting(() => new TaskCompletionSource().Task.WaitAsync(token)).Should().ThrowAsync<OperationCanceledException>();
                cancelled = true;
                token.ThrowIfCancellationRequested();
            },
            name: "slow");
        var broken = ChatTool.FromDelegate(async Task () => { await started.Task; throw new InvalidOperationException("no disk"); }, name: "broken");
        Server.Answers(Calls(streamed, ("1", "slow", "{}"), ("2", "broken", "{}")));

        var run = FluentActions.Awaiting(() => RunAsync(streamed, Ask(slow, broken), new ChatToolRunOptions { StopOnToolError = true }, Guard));

        (await run.Should().ThrowAsync<ChatToolRunException>()).Which.Call!.Id.Should().Be("2");
        cancelled.Should().BeTrue();
    }

    private ChatTool Counting(Func<int, CancellationToken, Task> work) => ChatTool.FromDelegate(
        async (int number, CancellationToken token) =>
        {
            var now = Interlocked.Increment(ref _running);
            lock (_caller)
            {
                _most = Math.Max(_most, now);
            }

            await work(number, token);
            Interlocked.Decrement(ref _running);
        },
        name: "tool");

    private ChatSdk.Testing.FakeAnswer Numbered(int count) =>
        Calls(streamed, [.. Enumerable.Range(0, count).Select(number => ((string?)$"c{number}", "tool", $$"""{"number":{{number}}}"""))]);
}
