using ChatSdk.Testing;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Extensions.AI.Tests.Tools;

/// <summary>Tests that <c>RunToolsAsync</c> can call the tools of a real MCP server.</summary>
[TestFixture]
public sealed class McpTests : AIFunctionToolTest
{
    private static readonly byte[] _png = [0x89, 0x50, 0x4E, 0x47];

    [TestCase(false)]
    [TestCase(true)]
    public async Task Tools_of_the_MCP_server_are_listed_and_can_be_called(bool streamed)
    {
        await using var mcp = await McpConnection.StartAsync(Guard, Tool("get_weather", GetWeather), Tool("other", () => "unused"));
        var tools = (await mcp.Client.ListToolsAsync(cancellationToken: Guard)).Select(ChatTool.FromAIFunction).ToDictionary(tool => tool.Name!, StringComparer.Ordinal);

        var result = await CallAsync(tools["get_weather"], """{"city":"Oslo","days":"2"}""", streamed: streamed);

        tools.Keys.Should().BeEquivalentTo("get_weather", "other");
        result.Text.Should().Be("Oslo: 9 °C, 2 days");
        Server.Requests[0].Json!.Value.GetProperty("tools")[0].GetProperty("function").GetRawText().Should().Be(
            """{"name":"get_weather","description":"Gets the weather.","parameters":{"type":"object","properties":{"city":{"description":"The city.","type":"string"},"days":{"type":"integer","default":1}},"required":["city"]}}""");
    }

    [Test]
    public async Task Several_tool_calls_in_one_answer_are_all_run()
    {
        await using var mcp = await McpConnection.StartAsync(Guard, Tool("get_weather", GetWeather));
        var tools = await mcp.Client.ListToolsAsync(cancellationToken: Guard);
        Server.Answers(FakeAnswer.ToolCall("get_weather", """{"city":"Oslo"}""").WithToolCall("get_weather", """{"city":"Rome"}""")).AnswersText("Done");

        var run = await Client.RunToolsAsync("How warm is it?", tools.Select(ChatTool.FromAIFunction), cancellationToken: Guard);

        run.Messages.Select(message => message.Text).Should().Equal("How warm is it?", "", "Oslo: 9 °C, 1 days", "Rome: 9 °C, 1 days", "Done");
    }

    [Test]
    public async Task Image_returned_by_an_MCP_tool_is_sent_to_the_model_as_an_image()
    {
        await using var mcp = await McpConnection.StartAsync(Guard, Tool("draw", () => new AIContent[] { new TextContent("A cat:"), new DataContent(_png, "image/png") }));

        await CallAsync(await OnlyToolAsync(mcp));

        SentResult().GetRawText().Should().Be("""[{"type":"text","text":"A cat:"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]""");
    }

    [Test]
    public async Task Error_from_the_MCP_server_is_handled_as_a_tool_error()
    {
        await using var mcp = await McpConnection.StartAsync(Guard, Tool("fail", string () => throw new McpException("There is no such city.")));
        var tool = await OnlyToolAsync(mcp);

        (await CallAsync(tool)).Text.Should().Contain("Error: ").And.Contain("There is no such city.").And.NotContain("isError");
        var failure = await FluentActions.Awaiting(() => CallAsync(tool, options: new() { StopOnToolError = true })).Should().ThrowAsync<ChatToolRunException>();
        failure.Which.Call!.Function!.Name.Should().Be("fail");
    }

    [Test]
    public async Task Cancellation_of_the_run_cancels_the_tool_on_the_MCP_server()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        TaskCompletionSource started = new(), canceled = new();
        await using var mcp = await McpConnection.StartAsync(Guard, Tool("wait", async (CancellationToken token) =>
        {
            await using var registration = token.Register(canceled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, token);
        }));
        var call = CallAsync(await OnlyToolAsync(mcp), cancellationToken: caller.Token);
        await started.Task.WaitAsync(Guard);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        await canceled.Task.WaitAsync(Guard);
    }

    private static async Task<ChatTool> OnlyToolAsync(McpConnection mcp) =>
        ChatTool.FromAIFunction((await mcp.Client.ListToolsAsync(cancellationToken: Guard)).Single());

    private static McpServerTool Tool(string name, Delegate function) => McpServerTool.Create(function, new McpServerToolCreateOptions { Name = name });

    [Description("Gets the weather.")]
    private static string GetWeather([Description("The city.")] string city, int days = 1) => $"{city}: 9 °C, {days} days";
}
