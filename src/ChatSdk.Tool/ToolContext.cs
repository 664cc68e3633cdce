using System.Diagnostics.CodeAnalysis;
using System.Text;
using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>The input, the output and the environment that a command uses. Tests supply their own.</summary>
/// <param name="Input">The standard input. It throws a <see cref="DecoderFallbackException"/> if the input is not UTF-8.</param>
/// <param name="Output">The console for standard output. It has no colors if the output is not a terminal.</param>
/// <param name="Error">The console for standard error.</param>
/// <param name="Environment">Returns the value of an environment variable; <see langword="null"/> if it is not set.</param>
internal sealed record ToolContext(TextReader Input, IAnsiConsole Output, IAnsiConsole Error, Func<string, string?> Environment)
{
    /// <summary>Gets whether standard input is a terminal. If so, a command that reads standard input waits for the user.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Gets the object that cancels work on Ctrl-C and on SIGTERM.</summary>
    public Interrupts Interrupts { get; } = new(TimeProvider.System);

    /// <summary>Returns the context of the current process.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Standard input is open until the process ends.")]
    public static ToolContext ForProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        Console.OutputEncoding = utf8;
        return new(
            new StreamReader(Console.OpenStandardInput(), utf8),
            ConsoleFor(Console.Out, isTerminal: !Console.IsOutputRedirected),
            ConsoleFor(Console.Error, isTerminal: !Console.IsErrorRedirected),
            System.Environment.GetEnvironmentVariable)
        {
            IsInputTerminal = !Console.IsInputRedirected,
        };
    }

    /// <summary>Reads the rest of standard input.</summary>
    /// <exception cref="DecoderFallbackException">The input is not UTF-8.</exception>
    public Task<string> ReadInputAsync(CancellationToken cancellationToken) =>
        // A read from a terminal or a pipe cannot be canceled, so it is abandoned.
        Task.Run(Input.ReadToEnd, cancellationToken).WaitAsync(cancellationToken);

    /// <summary>Writes text to standard output as it is: markup is not interpreted, and no line breaks are added.</summary>
    public void Write(string text)
    {
        var writer = Output.Profile.Out.Writer;
        writer.Write(text);
        writer.Flush();
    }

    /// <summary>Writes a line to standard output as it is, however long it is.</summary>
    public void WriteLine(string line) => Write($"{line}\n");

    /// <summary>Writes a line to standard error as it is, however long it is.</summary>
    public void WriteErrorLine(string line) => Error.Profile.Out.Writer.WriteLine(line);

    /// <summary>Writes a line to standard error that is meant for people, not for programs. In a terminal, the line is dimmed.</summary>
    public void WriteNote(string text)
    {
        if (Error.Profile.Capabilities.Interactive)
        {
            Error.Write(new Text($"{text}\n", new Style(decoration: Decoration.Dim)));
        }
        else
        {
            WriteErrorLine(text);
        }
    }

    /// <summary>Turns all colors and styles off.</summary>
    public void DisableColors()
    {
        Output.Profile.Capabilities.Ansi = false;
        Error.Profile.Capabilities.Ansi = false;
    }

    private static IAnsiConsole ConsoleFor(TextWriter writer, bool isTerminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
    });
}
