using System.Diagnostics;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the spans of a tool run: one for the run and, as its children, one for each call to the model and for each execution of a tool.</summary>
[TestFixture]
public sealed class ToolSpanTests : TelemetryTest
{
    private static readonly ChatTool _weather = ChatTool.FromDelegate((string city) => $"18 degrees in {city}", "get_weather");

    private Activity Run => Telemetry.Spans.Should().ContainSingle(span => span.DisplayName == "invoke_agent").Subject;

    private Activity Tool => Telemetry.Spans.Should().ContainSingle(span => span.DisplayName.StartsWith("execute_tool", StringComparison.Ordinal)).Subject;

    private IReadOnlyList<Activity> Calls => [.. Telemetry.Spans.Where(span => span.DisplayName == "chat m")];

    [SetUp]
    public void AnswerWithCall() => Server.CallsTool("get_weather", """{"city":"Paris"}""").AnswersText("18 degrees.");

    [Test]
    public async Task Spans_of_calls_and_tools_are_children_of_the_span_of_the_run()
    {
        using var mine = new Activity("mine").Start();

        await Client.RunToolsAsync("Hi", [_weather], options: new() { ConversationId = "conv-1" }, cancellationToken: Guard);

        (Run.ParentSpanId, Run.Kind, Run.Status).Should().Be((mine.SpanId, ActivityKind.Internal, ActivityStatusCode.Unset));
        Run.ShouldHave(("gen_ai.operation.name", "invoke_agent"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "m"), ("gen_ai.conversation.id", "conv-1"));
        Calls.Should().HaveCount(2).And.OnlyContain(call => call.ParentSpanId == Run.SpanId);
        Tool.ParentSpanId.Should().Be(Run.SpanId);
        Activity.Current.Should().BeSameAs(mine);
    }

    [Test]
    public async Task Span_of_a_tool_has_its_name_and_call_id_and_no_content()
    {
        var run = await Client.RunToolsAsync("Hi", [_weather], cancellationToken: Guard);

        (Tool.DisplayName, Tool.Kind, Tool.Status).Should().Be(("execute_tool get_weather", ActivityKind.Internal, ActivityStatusCode.Unset));
        TelemetryBook.TagsOf(Tool).Should().BeEquivalentTo(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["gen_ai.operation.name"] = "execute_tool",
            ["gen_ai.tool.name"] = "get_weather",
            ["gen_ai.tool.type"] = "function",
            ["gen_ai.tool.call.id"] = run.Completions[0].ToolCalls[0].Id,
        });
    }

    [Test]
    public async Task Span_of_a_tool_has_the_arguments_and_the_result_if_content_is_captured()
    {
        Options.CaptureMessageContent = true;

        await Client.RunToolsAsync("Hi", [_weather], cancellationToken: Guard);

        Tool.ShouldHave(("gen_ai.tool.call.arguments", """{"city":"Paris"}"""), ("gen_ai.tool.call.result", "18 degrees in Paris"));
    }

    [Test]
    public async Task Span_of_a_tool_that_throws_has_an_error_status_and_type_but_the_span_of_the_run_does_not()
    {
        var broken = ChatTool.FromDelegate(string (string city) => throw new InvalidOperationException($"No weather in {city}."), "get_weather");

        await Client.RunToolsAsync("Hi", [broken], cancellationToken: Guard);

        (Tool.Status, Tool.StatusDescription, Run.Status).Should().Be((ActivityStatusCode.Error, "System.InvalidOperationException", ActivityStatusCode.Unset));
        Tool.ShouldHave(("error.type", "System.InvalidOperationException"));
    }

    [Test]
    public async Task Span_of_a_call_to_an_unknown_tool_has_an_error_type()
    {
        await Client.RunToolsAsync("Hi", [ChatTool.FromDelegate(() => "noon", "get_time")], cancellationToken: Guard);

        Tool.ShouldHave(("gen_ai.tool.name", "get_weather"), ("error.type", "ChatSdk.ToolArgumentException"));
    }

    [Test]
    public async Task Span_of_a_run_that_fails_has_an_error_status()
    {
        var act = () => Client.RunToolsAsync("Hi", [_weather], new() { MaxRounds = 1 }, cancellationToken: Guard);

        await act.Should().ThrowAsync<ChatToolRunException>();

        (Run.Status, Run.StatusDescription).Should().Be((ActivityStatusCode.Error, "ChatToolRunException"));
    }

    [Test]
    public async Task Span_of_a_tool_is_current_while_the_tool_runs()
    {
        Activity? current = null;
        var tool = ChatTool.FromDelegate(
            (string city) =>
            {
                current = Activity.Current;
                return city;
            },
            "get_weather");

        await Client.RunToolsAsync("Hi", [tool], cancellationToken: Guard);

        current.Should().BeSameAs(Tool);
    }

    [Test]
    public async Task Spans_of_calls_and_tools_are_children_of_the_span_of_a_streamed_run_and_never_current_in_the_callers_code()
    {
        using var mine = new Activity("mine").Start();
        List<Activity?> seen = [];

        await foreach (var step in Client.RunToolsStreamAsync("Hi", [_weather], cancellationToken: Guard))
        {
            seen.Add(Activity.Current);
        }

        seen.Should().HaveCountGreaterThan(3).And.OnlyContain(current => ReferenceEquals(current, mine));
        Activity.Current.Should().BeSameAs(mine);
        Run.ParentSpanId.Should().Be(mine.SpanId);
        Calls.Append(Tool).Should().HaveCount(3).And.OnlyContain(span => span.ParentSpanId == Run.SpanId);
    }

    [Test]
    public async Task Streamed_run_that_is_abandoned_ends_its_spans()
    {
        await foreach (var step in Client.RunToolsStreamAsync("Hi", [_weather], cancellationToken: Guard))
        {
            break;
        }

        (Run.Status, Calls.Single().ParentSpanId).Should().Be((ActivityStatusCode.Unset, Run.SpanId));
    }

    [Test]
    public async Task Run_with_telemetry_disabled_has_no_spans()
    {
        Options.EnableTelemetry = false;

        await Client.RunToolsAsync("Hi", [_weather], cancellationToken: Guard);
        Server.CallsTool("get_weather", """{"city":"Paris"}""").AnswersText("18 degrees.");
        await CollectAsync(Client.RunToolsStreamAsync("Hi", [_weather], cancellationToken: Guard));

        Telemetry.Spans.Should().BeEmpty();
    }
}
