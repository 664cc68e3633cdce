namespace ChatSdk.Tool.Tests;

public sealed class HelpTests : ToolTest
{
    private static IEnumerable<string> Commands => ToolCommand.Create(ToolContext.ForProcess()).Subcommands.Select(command => command.Name);

    [TestCase]
    [TestCase("--help")]
    [TestCase("-h")]
    public async Task Help_lists_every_command(params string[] arguments)
    {
        var exitCode = await RunAsync(arguments);

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().ContainAll(Commands);
    }

    [Test]
    public async Task Help_lists_every_exit_code()
    {
        var codes = typeof(ExitCodes).GetFields().Select(field => $"{field.GetValue(null)} ");

        await RunAsync("--help");

        Output.Text[Output.Text.IndexOf("Exit codes:", StringComparison.Ordinal)..].Should().ContainAll(codes);
    }

    [Test]
    public async Task Help_for_serve_lists_the_members_of_a_script()
    {
        await RunAsync("serve", "--help");

        Output.Text.Should().ContainAll("rules, answers", "contains", "toolCalls", "afterMs");
    }

    [TestCaseSource(nameof(Commands))]
    public async Task Help_for_a_command_has_a_usage_line_and_examples(string command)
    {
        var exitCode = await RunAsync(command, "--help");

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().Contain($"Usage:\n  chatsdk {command} ").And.MatchRegex($@"Examples:\n  # .+:\n  .*chatsdk {command} ");
    }

    [TestCase("serve-nothing")]
    [TestCase("serve-nothing", "--help")]
    [TestCase("--no-such-option")]
    [TestCase("serve", "--strct")]
    [TestCase("serve", "--replay", "recording.jsonl", "--time-scale", "0,5")]
    [TestCase("doctor", "--modle")]
    [TestCase("record", "-x", "--to", "recording.jsonl")]
    [TestCase("completion", "tcsh")]
    [TestCase("completion")]
    public async Task Invalid_command_line_is_reported_in_one_line(params string[] arguments)
    {
        var exitCode = await RunAsync(arguments);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Output.Text.Should().BeEmpty();
        Error.Lines.Should().ContainSingle().Which.Should().StartWith("Error: ").And.EndWith("--help");
    }

    [TestCase("bash", "complete -o default -F _chatsdk chatsdk")]
    [TestCase("zsh", "compdef _chatsdk chatsdk")]
    [TestCase("fish", "complete -c chatsdk")]
    [TestCase("powershell", "Register-ArgumentCompleter")]
    public async Task Completion_command_writes_the_script_for_the_given_shell(string shell, string expected)
    {
        var exitCode = await RunAsync("completion", shell);

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().Contain(expected);
    }

    [Test]
    public async Task Suggestions_for_an_incomplete_command_line_are_written()
    {
        await RunAsync("[suggest:13]", "chatsdk compl");

        Output.Lines.Should().Equal("completion");
    }
}
