using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests that errors in tool calls are reported to the model, or end the run if <c>StopOnToolError</c> is set.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ToolErrorTests(bool streamed) : ToolTest
{
    private readonly ChatTool _failing = ChatTool.FromDelegate(string () => throw new InvalidOperationException("no disk"), name: "broken");

    [TestCase("broken", "{}", "no disk")]
    [TestCase("unknown", "{}", "There is no tool 'unknown'. The tools are: broken, upper.")]
    [TestCase("upper", "{\"text\":", "not valid JSON")]
    [TestCase("upper", "[1]", "must be a JSON object")]
    [TestCase("upper", "{}", "$.text is missing")]
    [TestCase("upper", "", "$.text is missing")]
    [TestCase("upper", """{"text":5}""", "$.text must be of type string, but is the number 5")]
    [TestCase("upper", """{"text":null}""", "$.text must be of type string, but is null")]
    [TestCase("upper", """{"text":"a","size":1}""", "$.size is not allowed")]
    public async Task Error_is_reported_to_the_model_and_the_run_continues(string name, string arguments, string words)
    {
        Server.Answers(Calls(streamed, ("1", name, arguments), ("2", "upper", """{"text":"b"}"""))).AnswersText("Done");

        var run = await RunAsync(streamed, RequestWith(_failing, Upper), cancellationToken: Guard);

        run.Text.Should().Be("Done");
        Results(1).First().Should().StartWith("Error: ").And.Contain(words);
        Results(1).Last().Should().Be("B");
    }

    [TestCase("broken", "{}", typeof(InvalidOperationException))]
    [TestCase("unknown", "{}", null)]
    [TestCase("upper", "{\"text\":", typeof(JsonException))]
    [TestCase("upper", """{"text":5}""", null)]
    public async Task Error_ends_the_run_if_StopOnToolError_is_set(string name, string arguments, Type? inner)
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""), ("2", name, arguments)));

        var failure = await FailAsync(RequestWith(_failing, Upper), new ChatToolRunOptions { StopOnToolError = true, MaxParallelCalls = 1 });

        failure.Should().BeOfType<ChatToolRunException>().Which.Call!.Id.Should().Be("2");
        failure.Message.Should().Contain($"'{name}'");
        (inner is null ? failure.InnerException is null : inner.IsInstanceOfType(failure.InnerException)).Should().BeTrue();
        failure.ToolRun!.Messages.Select(message => message.Text).Should().Equal("Hi", "", "A");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Results_of_other_calls_are_preserved_if_an_error_ends_the_run()
    {
        var done = new TaskCompletionSource();
        var last = ChatTool.FromDelegate(() => { done.SetResult(); return "preserved"; }, name: "last");
        var first = ChatTool.FromDelegate(async Task<string> () => { await done.Task; throw new InvalidOperationException("no disk"); }, name: "first");
        Server.Answers(Calls(streamed, ("1", "first", "{}"), ("2", "last", "{}"))).AnswersText("Done");
        var failure = await FailAsync(RequestWith(first, last), new ChatToolRunOptions { StopOnToolError = true });

        var repaired = ChatTool.FromDelegate(() => "repaired", name: "first");
        var run = await RunAsync(streamed, RequestWith(repaired, last) with { Messages = failure.ToolRun!.Messages }, cancellationToken: Guard);

        run.Text.Should().Be("Done");
        Results(1).Should().Equal("preserved", "repaired");
    }

    [Test]
    public async Task DescribeError_is_called_for_exceptions_from_tools_but_not_for_invalid_arguments()
    {
        Server.Answers(Calls(streamed, ("1", "broken", "{}"), ("2", "broken", "{"))).AnswersText("Done");
        var options = new ChatToolRunOptions { DescribeError = (call, exception) => $"{call.Id}: {exception.GetType().Name}" };

        await RunAsync(streamed, RequestWith(_failing), options, Guard);

        Results(1).First().Should().Be("1: InvalidOperationException");
        Results(1).Last().Should().StartWith("Error: ", "the library describes invalid arguments");
    }

    [Test]
    public async Task OperationCanceledException_from_a_tool_is_reported_like_other_errors()
    {
        var slow = ChatTool.FromDelegate(string () => throw new OperationCanceledException("too slow"), name: "slow");
        Server.Answers(Calls(streamed, ("1", "slow", "{}"))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(slow), cancellationToken: Guard);

        Results(1).Should().Equal("Error: too slow");
    }

    [Test]
    public async Task Rejected_call_does_not_run()
    {
        List<string> approvals = [];
        List<string> ran = [];
        var tool = ChatTool.FromDelegate((int number) => ran.Add($"{number}"), name: "tool");
        var options = new ChatToolRunOptions { Approve = (call, _) => { approvals.Add(call.Id!); return ValueTask.FromResult(call.Id != "1"); } };
        Server.Answers(Calls(streamed, ("1", "tool", """{"number":1}"""), ("2", "tool", """{"number":2}"""))).AnswersText("Done");

        await RunAsync(streamed, RequestWith(tool), options, Guard);

        approvals.Should().Equal("1", "2");
        ran.Should().Equal("2");
        Results(1).First().Should().Contain("refused");
    }

    [Test]
    public async Task Run_throws_after_the_maximum_number_of_rounds_and_can_be_resumed()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).Answers(Calls(streamed, ("2", "upper", """{"text":"b"}"""))).AnswersText("Done");

        var failure = await FailAsync(RequestWith(Upper), new ChatToolRunOptions { MaxRounds = 2 });
        failure.Should().BeOfType<ChatToolRunException>().Which.Call.Should().BeNull();
        failure.Message.Should().Contain("2 rounds");
        failure.ToolRun!.Completions.Should().HaveCount(2);
        Server.Requests.Should().HaveCount(2);

        var run = await RunAsync(streamed, RequestWith(Upper) with { Messages = failure.ToolRun.Messages }, cancellationToken: Guard);

        run.Text.Should().Be("Done");
        Results(2).Should().Equal("A", "B");
    }

    [Test]
    public async Task Exception_for_a_server_error_contains_the_run_so_far_which_can_be_resumed()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).AnswersError(500, "boom").AnswersText("Done");

        var failure = await FailAsync(RequestWith(Upper), null);
        failure.Should().BeOfType<ChatApiException>().Which.Kind.Should().Be(ChatErrorKind.Server);
        failure.ToolRun!.Usage!.TotalTokens.Should().Be(15);

        await RunAsync(streamed, RequestWith(Upper) with { Messages = failure.ToolRun.Messages }, cancellationToken: Guard);

        Sent(2).GetRawText().Should().Be(Sent(1).GetRawText());
    }

    [TestCase("length")]
    [TestCase("content_filter")]
    public async Task Incomplete_answer_with_tool_calls_throws_and_the_calls_are_not_run(string reason)
    {
        var ran = false;
        var tool = ChatTool.FromDelegate(() => ran = true, name: "tool");
        var calls = new JsonObject { ["tool_calls"] = JsonNode.Parse("""[{"index":0,"id":"1","type":"function","function":{"name":"tool","arguments":"{"}}]""") };
        Server.Answers(Answer(streamed, calls, reason));

        var failure = await FailAsync(RequestWith(tool), null);

        failure.Should().BeOfType<ChatIncompleteException>();
        failure.ToolRun!.Messages.Should().ContainSingle("the incomplete answer cannot be sent back");
        ran.Should().BeFalse();
    }

    [Test]
    public async Task Truncated_text_ends_the_run_without_an_exception()
    {
        Server.Answers(Answer(streamed, new JsonObject { ["content"] = "Hel" }, "length"));

        var run = await RunAsync(streamed, RequestWith(Upper), cancellationToken: Guard);

        run.Text.Should().Be("Hel");
        run.Completion!.FinishReason.Should().Be(FinishReason.Length);
    }

    private async Task<ChatException> FailAsync(ChatCompletionRequest request, ChatToolRunOptions? options) =>
        (await FluentActions.Awaiting(() => RunAsync(streamed, request, options, Guard)).Should().ThrowAsync<ChatException>()).Which;
}
