namespace ChatSdk.Tool;

/// <summary>Asks the user before a tool that the model calls is run.</summary>
internal sealed class ToolApproval(ToolContext context, ChatInput input, AnswerView view, IReadOnlyList<ShellTool> tools)
{
    /// <summary>Shows the call and the command, and decides whether it may run.</summary>
    public async ValueTask<bool> ApproveAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        view.End();
        var command = tools.FirstOrDefault(tool => tool.Name == call.Function!.Name)?.Command;
        context.WriteErrorLine($"The model calls {Line(call.Function!.Name)} with {Line(call.Function.Arguments)}");
        context.WriteNote($"Command: {Line(command)}");
        return (await input.ReadLineAsync("Run it? (y/n) ", "", cancellationToken))?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    // With line breaks, a part of the call could look like the question to the user.
    private static string Line(string? text) => TerminalText.Of((text ?? "").ReplaceLineEndings(" "));
}
