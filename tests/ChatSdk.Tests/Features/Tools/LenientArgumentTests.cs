namespace ChatSdk.Tests.Tools;

/// <summary>Arguments that do not fit but whose meaning the schema shows, and whole numbers in any form.</summary>
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
    public async Task Argument_is_converted_to_what_the_schema_says(string arguments, string result)
    {
        Server.Answers(Calls(streamed, ("a", "w", arguments))).Answers(Answer(streamed, new() { ["content"] = "Done" }, "stop"));

        var run = await RunAsync(streamed, Ask(_tool), cancellationToken: Guard);

        Results(1).Should().Equal(result);
        run.Messages[1].ToolCalls![0].Function!.Arguments.Should().Be(arguments, "the history keeps what the model wrote");
    }

    [TestCase("""{"days":3.5,"share":1,"warm":true,"city":"Oslo","tags":["a"]}""")]
    [TestCase("""{"days":"three","share":1,"warm":true,"city":"Oslo","tags":["a"]}""")]
    [TestCase("""{"days":3,"share":1,"warm":"maybe","city":"Oslo","tags":["a"]}""")]
    [TestCase("""{"days":3,"share":1,"warm":true,"city":5,"tags":["a"]}""")]
    [TestCase("""{"days":"3","days":3,"share":1,"warm":"x","city":"Oslo","tags":["a"]}""")]
    public async Task Argument_that_cannot_be_converted_is_told_to_the_model(string arguments)
    {
        Server.Answers(Calls(streamed, ("a", "w", arguments))).Answers(Answer(streamed, new() { ["content"] = "Done" }, "stop"));

        await RunAsync(streamed, Ask(_tool), cancellationToken: Guard);

        Results(1).Single().Should().StartWith("Error: The arguments do not match the schema");
    }

    [Test]
    public async Task Conversion_can_be_turned_off_but_for_whole_numbers()
    {
        Server.Answers(Calls(streamed, ("a", "w", """{"days":"3","share":1,"warm":true,"city":"Oslo","tags":["a"]}"""), ("b", "w", """{"days":3.0,"share":1,"warm":true,"city":"Oslo","tags":["a"]}"""))).Answers(Answer(streamed, new() { ["content"] = "Done" }, "stop"));

        await RunAsync(streamed, Ask(_tool), new ChatToolRunOptions { LenientArguments = false }, Guard);

        Results(1).Should().SatisfyRespectively(first => first.Should().StartWith("Error:"), second => second.Should().StartWith("3 "));
    }

    [Test]
    public async Task Run_reports_what_was_converted_and_approval_sees_it()
    {
        Server.Answers(Calls(true, ("a", "w", """{"days":"3","share":1,"warm":"true","city":"Oslo","tags":["a"]}"""))).Answers(Answer(true, new() { ["content"] = "Done" }, "stop"));
        List<string> approved = [];
        List<IReadOnlyList<string>> converted = [];

        await foreach (var step in Client.RunToolsStreamAsync(Ask(_tool), new ChatToolRunOptions { Approve = (call, _) => { approved.Add(call.Function!.Arguments!); return ValueTask.FromResult(true); } }, cancellationToken: Guard))
        {
            if (step.Call is not null)
            {
                converted.Add(step.ConvertedArguments);
            }
        }

        converted.Should().HaveCount(2).And.OnlyContain(places => places.SequenceEqual(new[] { "$.days", "$.warm" }));
        approved.Should().Equal("""{"days":3,"share":1,"warm":true,"city":"Oslo","tags":["a"]}""");
    }

    [TestCase("tool_calls")]
    [TestCase("function_call")]
    public async Task Answer_that_says_it_calls_tools_but_has_no_call_is_an_error(string finish)
    {
        Server.Answers(Answer(streamed, new() { ["content"] = "Let me look." }, finish));

        var failure = (await this.Awaiting(_ => RunAsync(streamed, Ask(_tool), cancellationToken: Guard)).Should().ThrowAsync<ChatToolRunException>()).Which;

        failure.Message.Should().Contain("no tool call");
        failure.ToolRun!.Completions.Should().ContainSingle().Which.Text.Should().Be("Let me look.");
    }
}
