using System.CommandLine;
using System.CommandLine.Invocation;

namespace ChatSdk.Tool;

/// <summary>Writes the help of a command, followed by its examples.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ToolSubcommand command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var (commandLine, description) in command.Examples)
            {
                output.WriteLine($"  # {description}");
                output.WriteLine($"  {commandLine}");
            }

            output.WriteLine();
        }

        return result;
    }
}
