using System.Text.Json;

namespace ChatSdk.Extensions.AI.Tests.Requests;

/// <summary>Tests how tools and tool settings are sent.</summary>
[TestFixture]
public sealed class ToolTests : AdapterTest
{
    private static readonly AIFunctionDeclaration _declared =
        AIFunctionFactory.CreateDeclaration("add", "", JsonDocument.Parse("""{"type":"object","properties":{"a":{"type":"integer"}}}""").RootElement.Clone());

    [Test]
    public async Task Function_declaration_without_an_implementation_is_sent()
    {
        var body = await SendAsync(new ChatOptions { Tools = [_declared] });

        body.GetProperty("tools").GetRawText().Should().Be("""[{"type":"function","function":{"name":"add","parameters":{"type":"object","properties":{"a":{"type":"integer"}}}}}]""");
        body.TryGetProperty("tool_choice", out _).Should().BeFalse();
    }

    [Test]
    public async Task Schema_of_a_tool_is_converted_to_the_strict_form_if_strict_is_true()
    {
        var body = await SendAsync(new ChatOptions { Tools = [_declared], AdditionalProperties = new() { ["strict"] = true } });

        body.GetProperty("tools")[0].GetProperty("function").GetRawText().Should().Be(
            """{"name":"add","parameters":{"type":"object","properties":{"a":{"type":"integer"}},"additionalProperties":false,"required":["a"]},"strict":true}""");
    }

    [Test]
    public async Task Strict_setting_of_a_tool_takes_precedence_over_the_options()
    {
        var strict = AIFunctionFactory.Create((int a) => a, new AIFunctionFactoryOptions { Name = "f", AdditionalProperties = new Dictionary<string, object?>(StringComparer.Ordinal) { ["strict"] = true } });

        var body = await SendAsync(new ChatOptions { Tools = [strict, _declared], AdditionalProperties = new() { ["strict"] = false } });

        body.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("function").GetProperty("strict").GetBoolean()).Should().Equal(true, false);
    }

    [Test]
    public async Task Tool_modes_are_mapped_to_the_protocol()
    {
        ChatToolMode[] modes = [ChatToolMode.None, ChatToolMode.Auto, ChatToolMode.RequireAny, ChatToolMode.RequireSpecific("add")];
        List<string> sent = [];

        foreach (var mode in modes)
        {
            var body = await SendAsync(new ChatOptions { Tools = [_declared], ToolMode = mode });
            sent.Add(body.GetProperty("tool_choice").GetRawText());
        }

        sent.Should().Equal("\"none\"", "\"auto\"", "\"required\"", """{"type":"function","function":{"name":"add"}}""");
    }

    [Test]
    public async Task Tool_settings_are_not_sent_without_tools()
    {
        var body = await SendAsync(new ChatOptions { ToolMode = ChatToolMode.Auto, AllowMultipleToolCalls = true });

        body.GetRawText().Should().NotContainAny("tool_choice", "parallel_tool_calls");
    }

    [Test]
    public async Task Hosted_tools_are_not_sent()
    {
        var body = await SendAsync(new ChatOptions { Tools = [new HostedWebSearchTool(), _declared, new HostedCodeInterpreterTool()] });

        body.GetProperty("tools").GetArrayLength().Should().Be(1);
    }

    [Test]
    public async Task Tool_mode_that_requires_a_call_throws_if_no_tool_can_be_sent()
    {
        ChatOptions options = new() { Tools = [new HostedWebSearchTool()], ToolMode = ChatToolMode.RequireAny };

        await FluentActions.Awaiting(() => SendAsync(options)).Should().ThrowAsync<ArgumentException>().WithMessage("ToolMode *");
    }

    [Test]
    public async Task Tools_in_the_raw_request_come_first_and_its_tool_choice_is_used()
    {
        ChatOptions options = new()
        {
            Tools = [_declared],
            ToolMode = ChatToolMode.Auto,
            RawRepresentationFactory = _ => new ChatCompletionRequest { Messages = [], Tools = [new ChatTool { Type = "web_search" }], ToolChoice = ToolChoice.Required },
        };

        var body = await SendAsync(options);

        body.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("type").GetString()).Should().Equal("web_search", "function");
        body.GetProperty("tool_choice").GetString().Should().Be("required");
    }
}
