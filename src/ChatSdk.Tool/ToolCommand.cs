using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace ChatSdk.Tool;

/// <summary>The root of the command line.</summary>
internal static class ToolCommand
{
    private static readonly Option<bool> _noColor = new("--no-color") { Description = "Write no colors, as if the environment variable NO_COLOR were set.", Recursive = true };

    /// <summary>Creates the command line.</summary>
    public static RootCommand Create(ToolContext context)
    {
        RootCommand root = new("Checks servers that speak the OpenAI-style chat protocol, and sends requests to them.")
        {
            _noColor,
            // Commands, in alphabetical order:
            new AskCommand(context),
            new BatchCommand(context),
            new ChatCommand(context),
            new CompletionCommand(context),
            new DoctorCommand(context),
            new RecordCommand(context),
            new ServeCommand(context),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        var action = new HelpWithExamples((SynchronousCommandLineAction)help.Action!);
        help.Action = action;
        root.SetAction(action.Invoke);
        return root;
    }

    /// <summary>Runs the command line, and returns one of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(ToolContext context, params IReadOnlyList<string> arguments)
    {
        var result = Create(context).Parse(arguments);
        if (result.GetValue(_noColor) || !string.IsNullOrEmpty(context.Environment("NO_COLOR")))
        {
            context.DisableColors();
        }

        // Without this check, an unknown command with --help would print the help for the whole program.
        if (result is { Action: HelpWithExamples, CommandResult.Command: RootCommand, UnmatchedTokens: [var unknown, ..] })
        {
            return Failure.Of(new ToolException($"There is no command '{unknown}'. For help, run: chatsdk --help"))!.WriteTo(context);
        }

        // The parser regards an unknown option as an argument of the command, such as a word in the prompt.
        if (result.CommandResult.Command is ToolSubcommand && UnknownOption(result) is { } option)
        {
            return Failure.Of(new ToolException($"There is no option {option}. If it is an argument, write -- before the arguments. For help, run: {NameOf(result.CommandResult)} --help"))!.WriteTo(context);
        }

        if (result.Action is ParseErrorAction)
        {
            var errors = string.Join(' ', result.Errors.Select(error => error.Message));
            return Failure.Of(new ToolException($"{errors} For help, run: {NameOf(result.CommandResult)} --help"))!.WriteTo(context);
        }

        // The signals are handled by the context, because in a chat, Ctrl-C only cancels the current answer.
        return await result.InvokeAsync(new InvocationConfiguration
        {
            Output = context.Output.Profile.Out.Writer,
            Error = context.Error.Profile.Out.Writer,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        });
    }

    // A single '-' is standard input, and '-5' is a number, so neither is an option.
    private static string? UnknownOption(ParseResult result) => result.Tokens.Any(token => token.Type == TokenType.DoubleDash)
        ? null
        : result.CommandResult.Tokens.Select(token => token.Value).FirstOrDefault(word => word is ['-', '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..]);

    private static string NameOf(CommandResult command) =>
        command.Command is RootCommand ? "chatsdk" : $"chatsdk {command.Command.Name}";
}
