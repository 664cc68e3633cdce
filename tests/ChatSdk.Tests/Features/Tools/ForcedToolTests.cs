namespace ChatSdk.Tests.Tools;

/// <summary>Tests that a tool is forced only in the first round. Otherwise, the run would never end.</summary>
[TestFixture]
public sealed class ForcedToolTests : ToolTest
{
    private static IEnumerable<TestCaseData> Choices =>
    [
        new(ToolChoice.Required, null),
        new(ToolChoice.FromString("any"), null),
        new(ToolChoice.Function("upper"), null),
        new(ToolChoice.AllowedTools([Upper], required: true), ToolChoice.AllowedTools([Upper])),
        new(ToolChoice.AllowedTools([Upper]), ToolChoice.AllowedTools([Upper])),
        new(ToolChoice.Auto, ToolChoice.Auto),
        new(ToolChoice.None, ToolChoice.None),
    ];

    [TestCaseSource(nameof(Choices))]
    public async Task Later_rounds_force_no_tool_and_preserve_other_choices(ToolChoice first, ToolChoice? later)
    {
        Server.Answers(Calls(false, ("1", "upper", """{"text":"a"}"""))).AnswersText("Done");

        await Client.RunToolsAsync(RequestWith(Upper) with { ToolChoice = first }, cancellationToken: Guard);

        ChoiceOf(0).Should().Be(first);
        ChoiceOf(1).Should().Be(later);
    }

    [Test]
    public async Task Tool_is_not_forced_again_when_a_run_resumes_with_pending_calls()
    {
        var request = RequestWith(Upper) with { ToolChoice = ToolChoice.Required };
        Server.Answers(Calls(false, ("1", "upper", """{"text":"a"}"""))).AnswersText("Done");
        var run = Client.RunToolsAsync(request, new ChatToolRunOptions { MaxRounds = 1 }, cancellationToken: Guard);
        var ended = (await run.Invoking(task => task).Should().ThrowAsync<ChatToolRunException>()).Which;

        await Client.RunToolsAsync(request with { Messages = ended.ToolRun!.Messages }, cancellationToken: Guard);

        Results(1).Should().Equal("A");
        ChoiceOf(1).Should().BeNull();
    }

    private ToolChoice? ChoiceOf(int request) => Sent(request).TryGetProperty("tool_choice", out var choice) ? ToolChoice.FromJson(choice) : null;
}
