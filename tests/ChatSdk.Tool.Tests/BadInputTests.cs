using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

/// <summary>Tests the commands ask, batch and chat with servers that they cannot use, and with large and endless answers.</summary>
public sealed class BadInputTests : ToolTest
{
    private string OutputFile => Path.Combine(Folder, "output.jsonl");

    [Test]
    public async Task Unreachable_server_is_reported_in_one_line([Values("ask", "batch", "chat")] string command)
    {
        await Server.DisposeAsync();

        var exitCode = await RunAsync(ArgumentsOf(command));

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        ShouldHaveNoAnswer("refused");
    }

    [Test]
    public async Task Rejected_key_is_reported_in_one_line([Values("ask", "batch", "chat")] string command)
    {
        Server.AnswersAlways(FakeAnswer.Error(401, "Incorrect API key provided: my-secret", code: "invalid_api_key"));

        var exitCode = await RunAsync([.. ArgumentsOf(command), "--key", "my-secret"]);

        exitCode.Should().Be(ExitCodes.Unauthorized);
        ShouldHaveNoAnswer("Incorrect API key");
        Error.Text.Should().NotContain("my-secret");
    }

    [Test]
    public async Task Web_page_instead_of_an_answer_is_reported_in_one_line([Values("ask", "batch", "chat")] string command)
    {
        Server.AnswersAlways(FakeAnswer.Raw("<html><title>Welcome</title></html>", "text/html"));

        var exitCode = await RunAsync(ArgumentsOf(command));

        exitCode.Should().Be(ExitCodes.UnusableAnswer);
        ShouldHaveNoAnswer("text/html");
    }

    [Test]
    public async Task Large_answer_is_written_completely([Values("ask", "batch", "chat")] string command)
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"{{new string('a', 10_000_000)}}"},"finish_reason":"stop"}]}""");

        var exitCode = await RunAsync(ArgumentsOf(command));

        exitCode.Should().Be(ExitCodes.Success);
        (Output.Text.Length + (File.Exists(OutputFile) ? new FileInfo(OutputFile).Length : 0)).Should().BeGreaterThan(10_000_000);
    }

    [Test]
    public async Task Endless_answer_is_stopped_by_control_c([Values("ask", "batch", "chat")] string command)
    {
        Server.AnswersText("on and on").ThenHangs();

        var running = RunAsync(ArgumentsOf(command));
        await Server.NextRequestAsync(Guard);
        Context.Interrupts.Raise();
        var exitCode = await running;

        exitCode.Should().Be(ExitCodes.Canceled);
        Error.Text.Should().Be("Canceled.\n");
    }

    private void ShouldHaveNoAnswer(string message)
    {
        Error.Lines.Should().ContainSingle().Which.Should().StartWith("Error: ").And.Contain(message);
        Output.Text.Should().BeOneOf("", "0 of 1 lines succeeded, 0 failed, 1 remaining. This run: 0 tokens.\n", "0 of 1 lines succeeded, 0 failed, 1 remaining. This run: 5 tokens.\n");
        (File.Exists(OutputFile) ? File.ReadAllText(OutputFile) : "").Should().BeEmpty();
    }

    private string[] ArgumentsOf(string command)
    {
        Input = new StringReader("Hi\n");
        string[] connection = ["--url", Server.BaseAddress, "--model", "m"];
        return command == "batch"
            ? ["batch", WriteFile("input.jsonl", """{"messages":[{"role":"user","content":"Hi"}]}"""), OutputFile, .. connection]
            : [command, .. connection];
    }
}
