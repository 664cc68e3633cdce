using Microsoft.Extensions.DependencyInjection;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Extensions.AI.Tests.Tools;

/// <summary>Tests that functions from Microsoft.Extensions.AI can be used as tools in <c>RunToolsAsync</c>.</summary>
[TestFixture]
public sealed class FromAIFunctionTests : AIFunctionToolTest
{
    private static readonly byte[] _png = [0x89, 0x50, 0x4E, 0x47];

    [Test]
    public async Task Tool_has_the_name_description_and_schema_of_the_function()
    {
        var tool = ChatTool.FromAIFunction(AIFunctionFactory.Create(Repeat, "repeat"));

        await CallAsync(tool, """{"text":"a"}""");

        Server.Requests[0].Json!.Value.GetProperty("tools")[0].GetProperty("function").GetRawText().Should().Be(
            """{"name":"repeat","description":"Repeats text.","parameters":{"type":"object","properties":{"text":{"type":"string"},"times":{"description":"How often.","type":"integer","default":2}},"required":["text"]}}""");
    }

    [Test]
    public void Strict_argument_overrides_the_setting_of_the_function()
    {
        var plain = AIFunctionFactory.Create((int a) => a, "f");
        var marked = AIFunctionFactory.Create((int a) => a, new AIFunctionFactoryOptions { Name = "f", AdditionalProperties = new Dictionary<string, object?>(StringComparer.Ordinal) { ["strict"] = true } });

        ChatTool.FromAIFunction(plain).Function!.Strict.Should().BeNull();
        foreach (var function in new[] { ChatTool.FromAIFunction(plain, strict: true).Function!, ChatTool.FromAIFunction(marked).Function! })
        {
            function.Strict.Should().BeTrue();
            function.Parameters!.Value.GetProperty("additionalProperties").GetBoolean().Should().BeFalse();
        }

        ChatTool.FromAIFunction(marked, strict: false).Function!.Strict.Should().BeFalse();
    }

    [Test]
    public void Several_functions_are_converted_with_a_method_group()
    {
        AIFunction[] functions = [AIFunctionFactory.Create(() => 1, "one"), AIFunctionFactory.Create(() => 2, "two")];

        functions.Select(ChatTool.FromAIFunction).Select(tool => tool.Name).Should().Equal("one", "two");
    }

    [TestCase("""{"text":"ab","times":3}""", "ababab")]
    [TestCase("""{"text":"ab"}""", "abab")]
    [TestCase("""{"text":"ab","times":"3"}""", "ababab")]
    [TestCase("""{"text":"ab","times":3.0}""", "ababab")]
    [TestCase("""{"times":3}""", "Error: The arguments do not match the schema: $.text is missing.")]
    [TestCase("""{"text":"ab","times":"many"}""", "Error: The arguments do not match the schema: $.times must be of type integer, but is a string.")]
    [TestCase("{", "Error: The arguments are not valid JSON.")]
    public async Task Arguments_are_converted_or_their_error_is_reported(string arguments, string expected) =>
        (await CallAsync(ChatTool.FromAIFunction(AIFunctionFactory.Create(Repeat, "repeat")), arguments)).Text.TrimEnd('.').Should().Be(expected.TrimEnd('.'));

    [Test]
    public async Task Null_argument_and_nested_arguments_reach_the_function()
    {
        var tool = ChatTool.FromAIFunction(AIFunctionFactory.Create((string? name, int[] numbers, Dictionary<string, bool> flags) => $"{name is null} {numbers.Sum()} {flags["a"]}", "f"));

        (await CallAsync(tool, """{"name":null,"numbers":[1,2],"flags":{"a":true}}""")).Text.Should().Be("True 3 True");
    }

    [Test]
    public async Task Services_are_passed_to_the_function()
    {
        await using var services = new ServiceCollection().AddSingleton(new Version(1, 2)).BuildServiceProvider();
        var tool = ChatTool.FromAIFunction(AIFunctionFactory.Create((IServiceProvider all) => $"{all.GetRequiredService<Version>()}", "f"), services: services);

        (await CallAsync(tool)).Text.Should().Be("1.2");
    }

    [Test]
    public async Task Result_is_sent_as_a_string_or_as_JSON()
    {
        (await CallAsync(Returning(() => "a \"b\""))).Text.Should().Be("a \"b\"");
        (await CallAsync(Returning(() => 42))).Text.Should().Be("42");
        (await CallAsync(Returning(() => new { City = "Oslo" }))).Text.Should().Be("""{"city":"Oslo"}""");
        (await CallAsync(Returning(() => (string?)null))).Text.Should().Be("null");
        (await CallAsync(Returning(() => { }))).Text.Should().Be("done");
        (await CallAsync(Returning(async Task<string> () => { await Task.Yield(); return "later"; }))).Text.Should().Be("later");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Contents_are_sent_as_parts_unless_there_is_only_text(bool streamed)
    {
        await CallAsync(Returning(() => new List<AIContent> { new TextContent("A cat:"), new DataContent(_png, "image/png") }), streamed: streamed);
        SentResult().GetRawText().Should().Be("""[{"type":"text","text":"A cat:"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw=="}}]""");

        await CallAsync(Returning(() => new DataContent(_png, "image/png")), streamed: streamed);
        SentResult()[0].GetProperty("type").GetString().Should().Be("image_url");

        await CallAsync(Returning(() => new TextContent("only text")), streamed: streamed);
        SentResult().GetString().Should().Be("only text");
    }

    [Test]
    public async Task Content_that_cannot_be_sent_is_reported_as_an_error()
    {
        var tool = Returning(() => new DataContent(_png, "video/mp4"));

        (await CallAsync(tool)).Text.Should().StartWith("Error: DataContent with the media type video/mp4 cannot be sent");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Exception_is_reported_to_the_model_unless_StopOnToolError_is_set(bool streamed)
    {
        var tool = Returning(string () => throw new InvalidDataException("no disk"));

        (await CallAsync(tool, streamed: streamed)).Text.Should().Be("Error: no disk");
        (await CallAsync(tool, options: new() { DescribeError = (call, exception) => $"{call.Function!.Name}: {exception.GetType().Name}" }, streamed: streamed)).Text.Should().Be("f: InvalidDataException");
        var failure = await FluentActions.Awaiting(() => CallAsync(tool, options: new() { StopOnToolError = true }, streamed: streamed)).Should().ThrowAsync<ChatToolRunException>();
        failure.WithInnerException<InvalidDataException>().WithMessage("no disk");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Cancellation_of_the_run_cancels_the_function(bool streamed)
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var started = new TaskCompletionSource();
        var tool = Returning(async Task (CancellationToken token) => { started.SetResult(); await Task.Delay(Timeout.Infinite, token); });

        var call = CallAsync(tool, streamed: streamed, cancellationToken: caller.Token);
        await started.Task.WaitAsync(Guard);
        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Test]
    public void FromAIFunction_rejects_a_function_that_cannot_be_a_tool()
    {
        FluentActions.Invoking(() => ChatTool.FromAIFunction(null!)).Should().Throw<ArgumentNullException>().WithParameterName("function");
        FluentActions.Invoking(() => ChatTool.FromAIFunction(AIFunctionFactory.Create(() => 1, "no spaces"))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ChatTool.FromAIFunction(new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => 1, "f")))).Should().Throw<NotSupportedException>().WithMessage("*'f'*Approve*");
    }

    [Test]
    public void Tool_can_be_created_without_extension_member_syntax() =>
        ChatToolExtensions.FromAIFunction(AIFunctionFactory.Create(() => 1, "f")).Name.Should().Be("f");

    private static ChatTool Returning(Delegate function) => ChatTool.FromAIFunction(AIFunctionFactory.Create(function, "f"));

    [Description("Repeats text.")]
    private static string Repeat(string text, [Description("How often.")] int times = 2) => string.Concat(Enumerable.Repeat(text, times));
}
