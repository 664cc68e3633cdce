namespace ChatSdk.Tool;

/// <summary>
/// The exception for a failure that a command detects itself, usually because it cannot use an argument, a file or the configuration.
/// Its message is printed, so it must not contain a key.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
internal sealed class ToolException(string message, int exitCode = ExitCodes.InvalidInput) : Exception(message)
{
    /// <summary>Gets the exit code of the program.</summary>
    public int ExitCode { get; } = exitCode;
}
