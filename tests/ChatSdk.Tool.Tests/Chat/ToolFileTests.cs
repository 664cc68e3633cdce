using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

[Platform(Exclude = "Win")]
public sealed class ToolFileTests : ToolTest
{
    private const string _weather = """
        [{ "name": "get_weather", "description": "Gets the weather.", "parameters": { "type": "object", "properties": { "city": { "type": "string" }, "days": { "type": "integer" } } },
           "command": "echo \"Sunny in $ARG_CITY for $ARG_DAYS\"; cat" }]
        """;

    [Test]
    public async Task Approved_command_receives_the_arguments_and_the_shell_does_not_execute_them()
    {
        Server.CallsTool("get_weather", """{"city":"$(touch hacked); `id`","days":2}""").AnswersText("It is sunny.");

        var exitCode = await ChatAsync(_weather, "How is the weather?", "y");

        exitCode.Should().Be(ExitCodes.Success);
        ResultOf(1).Should().Be("""
            Sunny in $(touch hacked); `id` for 2
            {"city":"$(touch hacked); `id`","days":2}
            """);
        Output.Text.Should().Be("It is sunny.\n");
        Error.Lines.Should().Equal(
            """The model calls get_weather with {"city":"$(touch hacked); `id`","days":2}""",
            "Command: echo \"Sunny in $ARG_CITY for $ARG_DAYS\"; cat");
    }

    [TestCase("n")]
    [TestCase("")]
    [TestCase("Yesterday?")]
    public async Task Command_does_not_run_unless_it_is_approved(string reply)
    {
        Server.CallsTool("mark", "{}").AnswersText("Fine.");

        await ChatAsync(Tool($"touch '{Folder}/ran'"), "Go", reply);

        File.Exists(Path.Combine(Folder, "ran")).Should().BeFalse();
        ResultOf(1).Should().Contain("refused");
    }

    [Test]
    public async Task Command_does_not_run_if_the_input_has_ended()
    {
        Server.CallsTool("mark", "{}").AnswersText("Fine.");

        await ChatAsync(Tool($"touch '{Folder}/ran'"), "Go");

        File.Exists(Path.Combine(Folder, "ran")).Should().BeFalse();
    }

    [Test]
    public async Task Each_call_is_approved_separately()
    {
        Server.Answers(FakeAnswer.ToolCall("mark", "{}").WithToolCall("mark", "{}")).AnswersText("Fine.");

        await ChatAsync(Tool("echo ran"), "Go", "y", "n");

        Server.Requests[1].Chat!.Messages.TakeLast(2).Select(message => message.Text.Contains("ran", StringComparison.Ordinal)).Should().Equal(true, false);
    }

    [Test]
    public async Task Failed_command_is_reported_to_the_model()
    {
        Server.CallsTool("mark", "{}").AnswersText("Sorry.");

        await ChatAsync(Tool("echo out; echo err >&2; exit 3"), "Go", "y");

        ResultOf(1).Should().Contain("exit code 3").And.Contain("out").And.Contain("err");
    }

    [Test]
    public async Task Long_output_is_truncated()
    {
        Server.CallsTool("mark", "{}").AnswersText("Long.");

        await ChatAsync(Tool("yes | head -c 1000000"), "Go", "y");

        ResultOf(1).Should().HaveLength(100_000 + "\n[The output was cut to 100000 characters]".Length).And.EndWith("characters]");
    }

    [Test]
    public async Task Control_c_ends_the_command()
    {
        Server.CallsTool("mark", "{}");
        var pipe = Path.Combine(Folder, "pid");

        var chatting = ChatAsync(Tool($"echo $$ > '{pipe}.new' && mv '{pipe}.new' '{pipe}'; sleep 600 & wait"), "Go", "y");
        while (!File.Exists(pipe))
        {
            await Task.Yield();
            Guard.ThrowIfCancellationRequested();
        }

        Context.Interrupts.Raise();
        var exitCode = await chatting;

        exitCode.Should().Be(ExitCodes.Canceled);
        IsRunning(int.Parse(await File.ReadAllTextAsync(pipe, Guard), null)).Should().BeFalse();
    }

    [TestCase("{}", "tools.json is invalid on line 1.")]
    [TestCase("[\n{ \"name\": \"a\" }]", "tools.json is invalid on line 2.")]
    [TestCase("[{ \"name\": \"a\", \"command\": \"b\", \"url\": \"c\" }]", "tools.json is invalid on line 1.")]
    [TestCase("[null]", "tools.json is invalid")]
    [TestCase("[{ \"name\": \"a b\", \"command\": \"c\" }]", "The tool 'a b' is invalid.")]
    public async Task Invalid_file_is_reported_in_one_line(string tools, string message)
    {
        var exitCode = await ChatAsync(tools, "Hi");

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle().Which.Should().Contain(message);
        Server.Requests.Should().BeEmpty();
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Tool(string command) => $$"""[{ "name": "mark", "command": {{System.Text.Json.JsonSerializer.Serialize(command)}} }]""";

    private string ResultOf(int request) => Server.Requests[request].Chat!.Messages[^1].Text;

    private Task<int> ChatAsync(string tools, params string[] lines)
    {
        Input = new StringReader(string.Join('\n', lines));
        return RunAsync("chat", "--url", Server.BaseAddress, "--model", "m", "--tools", WriteFile("tools.json", tools));
    }
}
