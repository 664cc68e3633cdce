namespace ChatSdk.Tests.Tools;

/// <summary>Tests that invalid arguments throw before anything is sent or any tool runs, and that the exception names them.</summary>
[TestFixture]
public sealed class ToolArgumentTests : ToolTest
{
    private static readonly ChatTool _withoutHandler = ChatTool.CreateFunction("bare");

    private static IEnumerable<TestCaseData> InvalidCalls =>
    [
        new(RequestWith(_withoutHandler), null, "'bare'"),
        new(RequestWith(ChatTool.CreateCustom("bare")), null, "'bare'"),
        new(RequestWith() with { Tools = null, Functions = [new ChatFunction { Name = "bare" }] }, null, "'bare'"),
        new(RequestWith(Upper, Upper), null, "Tools has two tools with the name 'upper'"),
        new(RequestWith() with { Tools = null, Functions = [Upper.Function!, Upper.Function!] }, null, "Functions has two tools with the name 'upper'"),
        new(RequestWith(Upper, null!), null, "Tools[1] is null"),
        new(RequestWith() with { Tools = null, Functions = [null!] }, null, "Functions[0] is null"),
        new(RequestWith(Upper) with { Messages = [] }, null, "Messages is empty"),
        new(RequestWith(Upper), new ChatToolRunOptions { MaxRounds = 0 }, "MaxRounds"),
        new(RequestWith(Upper), new ChatToolRunOptions { MaxParallelCalls = 0 }, "MaxParallelCalls"),
    ];

    [TestCaseSource(nameof(InvalidCalls))]
    public async Task Invalid_argument_throws_immediately(ChatCompletionRequest request, ChatToolRunOptions? options, string words)
    {
        (await Client.Invoking(client => client.RunToolsAsync(request, options, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain(words);
        Client.Invoking(client => client.RunToolsStreamAsync(request, options, cancellationToken: Guard)).Should().Throw<ArgumentException>().Which.Message.Should().Contain(words);
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task No_tool_runs_for_a_request_that_cannot_be_sent()
    {
        var ran = false;
        var tool = ChatTool.FromDelegate(() => ran = true, name: "tool");
        var answer = new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new ChatToolCall { Id = "1", Function = new FunctionCall { Name = "tool" } }] };

        await Client.Invoking(client => client.RunToolsAsync(RequestWith(tool, tool) with { Messages = [ChatMessage.User("Hi"), answer] }, cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>();

        ran.Should().BeFalse();
    }

    [TestCase("")]
    [TestCase("get weather")]
    [TestCase("größe")]
    [TestCase("a.b")]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Invalid_tool_name_throws(string name)
    {
        ((Action)(() => ChatTool.CreateFunction(name))).Should().Throw<ArgumentException>().Which.ParamName.Should().Be("name");
        ((Action)(() => ChatTool.CreateCustom(name))).Should().Throw<ArgumentException>();
        ((Action)(() => ChatTool.FromDelegate(() => { }, name: name))).Should().Throw<ArgumentException>();
    }

    [Test]
    public void Tool_choice_with_a_null_or_empty_argument_throws()
    {
        ((Action)(() => ToolChoice.Function(""))).Should().Throw<ArgumentException>();
        ((Action)(() => ToolChoice.Custom(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ToolChoice.LegacyFunction(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ToolChoice.FromString(null!))).Should().Throw<ArgumentNullException>();
        ((Action)(() => ToolChoice.AllowedTools(null!))).Should().Throw<ArgumentNullException>();
    }

    private delegate void Reference(ref int value);

    private delegate void Reading(in int value);

    private delegate void Writing(out int value);

    private delegate void Span(ReadOnlySpan<char> text);

    private static IEnumerable<TestCaseData> Unusable =>
    [
        new((Reference)((ref int value) => value++), "'value'"),
        new((Reading)((in int value) => _ = value), "'value'"),
        new((Writing)((out int value) => value = 1), "'value'"),
        new((Span)(text => _ = text.Length), "'text'"),
        new((Version version) => { }, "'version' is of the type Version, which ToolContext does not include"),
        new(() => new Version(1, 0), "result is of the type Version, which ToolContext does not include"),
        new(() => Task.FromResult(new Version(1, 0)), "result is of the type Version, which ToolContext does not include"),
        new((IServiceProvider services) => { }, "'services'"),
    ];

    [TestCaseSource(nameof(Unusable))]
    public void Delegate_that_cannot_be_a_tool_throws(Delegate function, string words) =>
        ((Action)(() => ChatTool.FromDelegate(function, ToolContext.Default, "tool"))).Should().Throw<ArgumentException>().Which.Message.Should().Contain(words);

    [Test]
    public void Lambda_without_a_name_throws() =>
        ((Action)(() => ChatTool.FromDelegate(() => { }))).Should().Throw<ArgumentException>().Which.ParamName.Should().Be("name");

    [Test]
    public void Server_side_tool_accepts_no_handler() =>
        new ChatTool { Type = "web_search" }.Invoking(tool => tool.WithHandler((_, _) => ValueTask.FromResult(""))).Should().Throw<InvalidOperationException>().Which.Message.Should().Contain("web_search");
}
