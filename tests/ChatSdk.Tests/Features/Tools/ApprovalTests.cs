namespace ChatSdk.Tests.Tools;

/// <summary>Who decides about a call is asked about what can run, and may fail itself.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ApprovalTests(bool streamed) : ToolTest
{
    [Test]
    public async Task Only_calls_that_can_run_are_put_to_the_user()
    {
        List<string> asked = [];
        Server.Answers(Calls(streamed, ("1", "nope", "{}"), ("2", "upper", "{bad"), ("3", "upper", """{"text":"a"}"""))).AnswersText("Done");

        await RunAsync(streamed, Ask(Upper), new ChatToolRunOptions { Approve = (call, _) => { asked.Add(call.Id!); return ValueTask.FromResult(false); } }, Guard);

        asked.Should().Equal("3");
        Results(1).Should().Equal("Error: There is no tool 'nope'. The tools are: upper.", "Error: The arguments are not valid JSON.", "Error: The call was refused and did not run.");
    }

    [Test]
    public async Task Approval_that_throws_ends_the_run_with_what_was_done()
    {
        Server.Answers(Calls(streamed, ("1", "upper", """{"text":"a"}"""))).Answers(Calls(streamed, ("2", "upper", """{"text":"b"}""")));
        var options = new ChatToolRunOptions { Approve = (call, _) => call.Id == "2" ? throw new TimeoutException("nobody there") : ValueTask.FromResult(true) };

        var run = () => RunAsync(streamed, Ask(Upper), options, Guard);

        var failure = (await run.Should().ThrowAsync<ChatToolRunException>()).Which;
        failure.InnerException.Should().BeOfType<TimeoutException>();
        failure.Message.Should().Be("Approve for the tool 'upper' failed: nobody there");
        failure.ToolRun!.Messages.Select(message => message.Text).Should().Equal("Hi", "", "A", "");
    }

    [Test]
    public async Task Description_that_throws_ends_the_run_with_what_was_done()
    {
        var broken = ChatTool.FromDelegate(string () => throw new InvalidOperationException("no disk"), name: "broken");
        Server.Answers(Calls(streamed, ("1", "broken", "{}")));

        var run = () => RunAsync(streamed, Ask(broken), new ChatToolRunOptions { DescribeError = (_, _) => throw new FormatException("no words") }, Guard);

        var failure = (await run.Should().ThrowAsync<ChatToolRunException>()).Which;
        failure.InnerException.Should().BeOfType<FormatException>();
        failure.ToolRun!.Messages.Should().HaveCount(2);
    }
}
