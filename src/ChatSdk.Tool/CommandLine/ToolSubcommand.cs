using System.CommandLine;

namespace ChatSdk.Tool;

/// <summary>A command of the program. It is canceled on Ctrl-C, and its exceptions, unless they indicate a bug, are reported as one line and an exit code.</summary>
internal abstract class ToolSubcommand : Command
{
    private readonly ToolContext _context;

    /// <summary>Creates the command.</summary>
    /// <param name="context">The context of the process.</param>
    /// <param name="name">The name of the command.</param>
    /// <param name="description">The description. Its first sentence says what the command does, and is shown in the list of commands.</param>
    protected ToolSubcommand(ToolContext context, string name, string description)
        : base(name, description)
    {
        _context = context;
        SetAction(RunAsync);
    }

    /// <summary>Gets the examples in the command's help, each with a description.</summary>
    public abstract IReadOnlyList<(string CommandLine, string Description)> Examples { get; }

    /// <summary>Gets the lines that follow the examples in the command's help.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Runs the command, and returns one of <see cref="ExitCodes"/>.</summary>
    /// <exception cref="ToolException">An argument, a file or the configuration is invalid.</exception>
    protected abstract Task<int> RunAsync(ParseResult arguments, ToolContext context, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using var work = _context.Interrupts.Begin(cancellationToken);
        try
        {
            return await RunAsync(arguments, _context, work.Token);
        }
        catch (Exception exception) when (Failure.Of(exception) is { } failure)
        {
            return failure.WriteTo(_context);
        }
    }
}
