namespace ChatSdk.Tests.Tools;

/// <summary>Tests the conversion of arguments that do not match the schema, and finish reasons that indicate tool calls although there are none.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class LenientArgumentTests(bool streamed) : ToolTest
{
    private static readonly ChatTool _tool = ChatTool.FromDelegate(
        (int days, double share, bool warm, string city, string[] tags, Place? place = null, int? limit = null) =>
            FormattableString.Invariant($"{days} {share} {warm} {city} {string.Join('+', tags)} {place?.Latitude} {limit}"),
        ToolContext.Default,
        "w");

    [TestCase("""{"days":3.0,"share":1,"warm":true,"city":"Oslo","tags":["a"]}""", "3 1 True Oslo a  ")]
    [TestCase("""{"days":1e2,"share":1e2,"warm":true,"city":"Oslo","tags":["a"],"limit":4.0}""", "100 100 True Oslo a  4")]
    [TestCase("""{"days":"3","share":"0.5","warm":"true","city":"Oslo","tags":["a"],"limit":"4"}""", "3 0.5 True Oslo a  4")]
    [TestCase("""{"days":"3.0","share":"1e1","warm":"False","city":"3","tags":["1"]}""", "3 10 False 3 1  ")]
    [TestCase("""{"days":3,"share":1,"warm":true,"city":"Oslo","tags":"a"}""", "3 1 True Oslo a  ")]
    [TestCase("""{"days":3,"share":1,"warm":true,"city":"Oslo","tags":"[\"a\",\"b\"]"}""", "3 1 True Oslo a+b  ")]
    [TestCase("""{"days":3,"share":1,"warm":true,"city":"Oslo","tags":[],"place":"{\"latitude\":\"5\",\"longitude\":1}"}""", "3 1 True Oslo  5 ")]
    public async Task Arguments_are_converted_to_the_types_in_the_schema(string arguments, string result)
    {
        Server.Answers(Calls(streamed, ("a", "w", arguments))).Answers(Answer(streamed, new() { ["content"] = "Done" }, "stop"));

        var run = await RunAsync(streamed, RequestWith(_tool), cancellationToken: Guard);

        Results(1).Should().Equal(result);
        run.Messages[1].ToolCalls![0].Function!.Arguments.Should().Be(arguments, "the history contains the original arguments");
    }

    [TestCase("""{"days":3.5,"share":1,"warm":true,"city":"Oslo","tags":["a"]}""")]
    [TestCase("""{"days":"three","share":1,"warm":true,"city":"Oslo","tags":["a"]}""")]
    [TestCase("""{"days":3,"share":1,"warm":"maybe","city":"Oslo","tags":["a"]}""")]
    [TestCase("""{"days":3,"share":1,"warm":true,"city":5,"tags":["a"]}""")]
    [TestCase("""{"days":"3","days":3,"share":1,"warm":"x","city":"Oslo","tags":["a"]}""")]
    public async Task Arguments_that_cannot_be_converted_are_reported_to_the_model(string arguments)
    {
        Server.Answers(Calls(streamed, ("a", "w", arguments))).Answers(Answer(streamed, new() { ["content"] = "Done" }, "stop"));

        await RunAsync(streamed, RequestWith(_tool), cancellationToken: Guard);

        Results(1).Single().Should().StartWith("Error: The arguments do not match the schema");
    }

    [Test]
    public async Task Conversion_can_be_disabled_except_for_integers_in_another_notation()
    {
        Server.Answers(Calls(streamed, ("a", "w", """{"days":"3","share":1,"warm":true,"city":"Oslo","tags":["a"]}"""), ("b", "w", """{"days":3.0,"share":1,"warm":true,"city":"Oslo","tags":["a"]}"""))).Answers(Answer(streamed, new() { ["content"] = "Done" }, "stop"));

        await RunAsync(streamed, RequestWith(_tool), new ChatToolRunOptions { LenientArguments = false }, Guard);

        Results(1).Should().SatisfyRespectively(first => first.Should().StartWith("Error:"), second => second.Should().StartWith("3 "));
    }

    [Test]
    public async Task Updates_list_the_converted_arguments_and_Approve_receives_their_new_values()
    {
        Server.Answers(Calls(true, ("a", "w", """{"days":"3","share":1,"warm":"true","city":"Oslo","tags":["a"]}"""))).Answers(Answer(true, new() { ["content"] = "Done" }, "stop"));
        List<string> approved = [];
        List<IReadOnlyList<string>> converted = [];

        await foreach (var step in Client.RunToolsStreamAsync(RequestWith(_tool), new ChatToolRunOptions { Approve = (call, _) => { approved.Add(call.Function!.Arguments!); return ValueTask.FromResult(true); } }, cancellationToken: Guard))
        {
            if (step.Call is not null)
            {
                converted.Add(step.ConvertedArguments);
            }
        }

        converted.Should().HaveCount(2).And.OnlyContain(paths => paths.SequenceEqual(new[] { "$.days", "$.warm" }));
        approved.Should().Equal("""{"days":3,"share":1,"warm":true,"city":"Oslo","tags":["a"]}""");
    }

    [TestCase("tool_calls")]
    [TestCase("function_call")]
    public async Task Finish_reason_that_indicates_tool_calls_throws_if_there_are_none(string finish)
    {
        Server.Answers(Answer(streamed, new() { ["content"] = "Let me look." }, finish));

        var failure = (await this.Awaiting(_ => RunAsync(streamed, RequestWith(_tool), cancellationToken: Guard)).Should().ThrowAsync<ChatToolRunException>()).Which;

        failure.Message.Should().Contain("indicates tool calls, but the response has none");
        failure.ToolRun!.Completions.Should().ContainSingle().Which.Text.Should().Be("Let me look.");
    }
}
