using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>What a command uses of the process it runs in, so that tests can replace it.</summary>
/// <param name="Input">The standard input.</param>
/// <param name="Output">The console for standard output. It has no colors if the output is not a terminal.</param>
/// <param name="Error">The console for standard error.</param>
/// <param name="Environment">Returns the value of an environment variable; <see langword="null"/> if it is not set.</param>
internal sealed record ToolContext(TextReader Input, IAnsiConsole Output, IAnsiConsole Error, Func<string, string?> Environment)
{
    /// <summary>Returns the context of the current process.</summary>
    public static ToolContext ForProcess() => new(
        Console.In,
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }),
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
        System.Environment.GetEnvironmentVariable);
}
