using System.Text.Json;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests the JSON of tools and tool choices in a request.</summary>
[TestFixture]
public sealed class ToolWireTests : ToolTest
{
    private static readonly JsonElement _schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}}}""");

    private static IEnumerable<TestCaseData> Choices =>
    [
        new(ToolChoice.Auto, "\"auto\""),
        new(ToolChoice.None, "\"none\""),
        new(ToolChoice.Required, "\"required\""),
        new(ToolChoice.FromString("any"), "\"any\""),
        new(ToolChoice.Function("f"), """{"type":"function","function":{"name":"f"}}"""),
        new(ToolChoice.Custom("c"), """{"type":"custom","custom":{"name":"c"}}"""),
        new(ToolChoice.LegacyFunction("f"), """{"name":"f"}"""),
        new(ToolChoice.FromJson(JsonElement.Parse("""{"type":"web_search"}""")), """{"type":"web_search"}"""),
        new(ToolChoice.AllowedTools([ChatTool.CreateFunction("f")], required: true), """{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"f"}}]}}"""),
    ];

    [TestCaseSource(nameof(Choices))]
    public async Task Tool_choice_and_legacy_function_call_are_sent(ToolChoice choice, string json)
    {
        await Client.CreateAsync(RequestWith(Upper) with { ToolChoice = choice, FunctionCall = choice }, cancellationToken: Guard);

        JsonAssert.AreEqual(json, Sent(0).GetProperty("tool_choice"));
        JsonAssert.AreEqual(json, Sent(0).GetProperty("function_call"));
    }

    [Test]
    public async Task Tools_are_sent_with_only_the_specified_properties()
    {
        var tools = RequestWith(ChatTool.CreateFunction("a"), ChatTool.CreateFunction("b", "words", _schema, strict: true), ChatTool.CreateCustom("c"), ChatTool.CreateCustom("d", "words", JsonElement.Parse("""{"type":"text"}""")));

        await Client.CreateAsync(tools, cancellationToken: Guard);

        JsonAssert.AreEqual(
            $$$$"""
            [{"type":"function","function":{"name":"a"}},
            {"type":"function","function":{"name":"b","description":"words","parameters":{{{{_schema}}}},"strict":true}},
            {"type":"custom","custom":{"name":"c"}},
            {"type":"custom","custom":{"name":"d","description":"words","format":{"type":"text"}}}]
            """,
            Sent(0).GetProperty("tools"));
    }

    [Test]
    public async Task Delegate_is_sent_as_a_function_without_its_handler()
    {
        await Client.CreateAsync(RequestWith(Upper), cancellationToken: Guard);

        JsonAssert.AreEqual(
            """[{"type":"function","function":{"name":"upper","parameters":{"type":"object","properties":{"text":{"type":"string"}},"required":["text"],"additionalProperties":false}}}]""",
            Sent(0).GetProperty("tools"));
    }

    [Test]
    public async Task Legacy_functions_are_sent_and_tools_and_parallel_tool_calls_can_be_sent_as_false()
    {
        await Client.CreateAsync(RequestWith() with { Tools = false, ParallelToolCalls = false, Functions = [new ChatFunction { Name = "f", Parameters = _schema }] }, cancellationToken: Guard);

        Sent(0).GetProperty("tools").GetBoolean().Should().BeFalse();
        Sent(0).GetProperty("parallel_tool_calls").GetBoolean().Should().BeFalse();
        JsonAssert.AreEqual($$"""[{"name":"f","parameters":{{_schema}}}]""", Sent(0).GetProperty("functions"));
    }

    [Test]
    public void Handler_does_not_affect_equality_or_ToString()
    {
        var plain = ChatTool.CreateFunction("f", "words", _schema);

        var tool = plain.WithHandler((_, _) => ValueTask.FromResult(""));

        tool.Should().Be(plain);
        plain.Function!.Handler.Should().BeNull();
        tool.ToString().Should().NotContain("Func");
    }
}
