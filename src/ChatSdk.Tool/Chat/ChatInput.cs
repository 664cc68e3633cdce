namespace ChatSdk.Tool;

/// <summary>Reads what the user types. If the input or the output is not a terminal, it reads the lines of standard input.</summary>
internal sealed class ChatInput(ToolContext context, InputHistory history)
{
    private readonly LineEditor _editor = new(context.Output, history);

    /// <summary>Gets whether the input and the output are a terminal, in which the user can edit the line.</summary>
    public bool IsTerminal { get; } = context.IsInputTerminal && context.Output.Profile.Capabilities.Interactive;

    /// <summary>Reads a prompt, and adds it to the history if the user typed it in a terminal. If a line ends with a backslash, the prompt continues on the next line.</summary>
    /// <param name="text">The text that the user changes; empty for a new prompt. It is used only in a terminal.</param>
    /// <param name="cancellationToken">Cancels the input.</param>
    /// <returns>The prompt; <see langword="null"/> at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task<string?> ReadPromptAsync(string text, CancellationToken cancellationToken)
    {
        if (IsTerminal)
        {
            context.WriteLine("");
        }

        var prompt = await ReadLineAsync("> ", text, cancellationToken);
        while (prompt is [.., '\\'] && await ReadLineAsync("… ", "", cancellationToken) is { } line)
        {
            prompt = $"{prompt[..^1]}\n{line}";
        }

        history.Add(IsTerminal ? prompt ?? "" : "");
        return prompt;
    }

    /// <summary>Reads a line.</summary>
    /// <returns>The line; <see langword="null"/> at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task<string?> ReadLineAsync(string prompt, string text, CancellationToken cancellationToken) =>
        // A read from a pipe cannot be canceled, so it is abandoned when the token is canceled.
        IsTerminal ? await _editor.ReadLineAsync(prompt, text, cancellationToken) : await Task.Run(context.Input.ReadLine, cancellationToken).WaitAsync(cancellationToken);
}
