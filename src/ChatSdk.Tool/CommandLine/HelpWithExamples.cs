using System.CommandLine;
using System.CommandLine.Invocation;

namespace ChatSdk.Tool;

/// <summary>Writes the help for a command, followed by its examples.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private static readonly string[] _exitCodes =
    [
        "Exit codes:",
        "  0 success, 1 server error, 2 invalid input, 3 no connection or timeout,",
        "  4 wrong key, 5 rate limit, quota or budget, 6 unusable answer, 130 Ctrl-C",
        "",
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        output.Write(HelpOf(parseResult));
        IReadOnlyList<string> notes = _exitCodes;
        if (parseResult.CommandResult.Command is ToolSubcommand command)
        {
            output.WriteLine("Examples:");
            foreach (var (commandLine, description) in command.Examples)
            {
                output.WriteLine($"  # {description}");
                output.WriteLine($"  {commandLine}");
            }

            output.WriteLine();
            notes = command.Notes;
        }

        foreach (var note in notes)
        {
            output.WriteLine(note);
        }

        return ExitCodes.Success;
    }

    // The help contains the name of the assembly, which differs from the name of the program.
    private string HelpOf(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter { NewLine = output.NewLine };
        configuration.Output = text;
        help.Invoke(parseResult);
        configuration.Output = output;
        return text.ToString().Replace($"  {RootCommand.ExecutableName} ", "  chatsdk ", StringComparison.Ordinal);
    }
}
