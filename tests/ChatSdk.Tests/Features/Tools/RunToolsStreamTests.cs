namespace ChatSdk.Tests.Tools;

/// <summary>Tests the updates in a streamed tool run, and runs that are abandoned, canceled or cut off.</summary>
[TestFixture]
public sealed class RunToolsStreamTests : ToolTest
{
    [Test]
    public async Task Updates_for_calls_results_text_and_the_end_are_returned_in_this_order()
    {
        Server.Answers(Calls(true, ("1", "upper", """{"text":"a"}"""), ("2", "upper", """{"text":"b"}"""))).Streams("Do", "ne");
        List<string> steps = [];

        await foreach (var step in Client.RunToolsStreamAsync(RequestWith(Upper), cancellationToken: Guard))
        {
            steps.Add(step switch
            {
                { Run: { } run } => $"end {run.Text}",
                { Result: { } result } => $"result {step.Call!.Id} {result.Text}",
                { Call: { } call } => $"call {call.Id}",
                _ => $"text {step.Text}",
            });
        }

        steps.Where(step => step != "text ").Should().Equal("call 1", "call 2", "result 1 A", "result 2 B", "text Do", "text ne", "end Done");
    }

    [Test]
    public async Task Breaking_out_of_the_loop_cancels_the_tools_and_waits_for_them()
    {
        var started = new TaskCompletionSource();
        var ended = false;
        var slow = ChatTool.FromDelegate(
            async (CancellationToken token) =>
            {
                started.SetResult();
                await FluentActions.Awaiting(() => new TaskCompletionSource().Task.WaitAsync(token)).Should().ThrowAsync<OperationCanceledException>();
                ended = true;
            },
            name: "slow");
        Server.Answers(Calls(true, ("1", "upper", """{"text":"a"}"""), ("2", "slow", "{}")));

        await foreach (var step in Client.RunToolsStreamAsync(RequestWith(Upper, slow), cancellationToken: Guard))
        {
            if (step.Result is not null)
            {
                await started.Task;
                break;
            }
        }

        ended.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Token_passed_to_WithCancellation_cancels_the_tools()
    {
        using var loop = new CancellationTokenSource();
        var tool = ChatTool.FromDelegate(async (CancellationToken token) => { await loop.CancelAsync(); await new TaskCompletionSource().Task.WaitAsync(token); }, name: "tool");
        Server.Answers(Calls(true, ("1", "tool", "{}")));

        var run = async () =>
        {
            await foreach (var step in Client.RunToolsStreamAsync(RequestWith(tool)).WithCancellation(loop.Token))
            {
                step.Result.Should().BeNull();
            }
        };

        (await run.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(loop.Token);
    }

    [Test]
    public async Task Interrupted_stream_in_a_later_round_is_resumed()
    {
        var options = new ChatCallOptions { StreamResumption = StreamResumption.TrailingMessage };
        Server.Answers(Calls(true, ("1", "upper", """{"text":"a"}"""))).Streams("Do").ThenCuts().Streams("ne");

        var text = await TextAsync(Client.RunToolsStreamAsync(RequestWith(Upper), options: options, cancellationToken: Guard));

        text.Should().Be("Done");
        Server.Requests[2].Chat!.Messages.Select(message => message.Role!.Value.Value).Should().Equal("user", "assistant", "tool", "assistant");
    }

    [Test]
    public async Task Exception_for_a_stream_that_is_cut_off_in_a_later_round_contains_the_run_so_far()
    {
        Server.Answers(Calls(true, ("1", "upper", """{"text":"a"}"""))).Answers(Testing.FakeAnswer.Stream("Hel", "lo").ThenCuts());

        var failure = (await FluentActions.Awaiting(() => TextAsync(Client.RunToolsStreamAsync(RequestWith(Upper), cancellationToken: Guard))).Should().ThrowAsync<ChatConnectionException>()).Which;

        failure.Partial!.Text.Should().Be("Hello");
        failure.ToolRun!.Messages.Select(message => message.Text).Should().Equal("Hi", "", "A");
    }

    private static async Task<string> TextAsync(IAsyncEnumerable<ChatToolRunUpdate> run)
    {
        var text = "";
        await foreach (var step in run.WithCancellation(Guard))
        {
            text += step.Text;
        }

        return text;
    }
}
