namespace ChatSdk.Tool;

/// <summary>Asks the user for approval before a tool that the model calls is run.</summary>
internal sealed class ToolApproval(ToolContext context, ChatInput input, AnswerView view, IReadOnlyList<ShellTool> tools)
{
    /// <summary>Shows the call and the command, and asks the user whether the command may run.</summary>
    public async ValueTask<bool> ApproveAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        view.End();
        var command = tools.FirstOrDefault(tool => tool.Name == call.Function!.Name)?.Command;
        context.WriteErrorLine($"The model calls {Line(call.Function!.Name)} with {Line(call.Function.Arguments)}");
        context.WriteNote($"Command: {Line(command)}");
        return (await input.ReadLineAsync("Run it? (y/n) ", "", cancellationToken))?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    // If line breaks were preserved, a part of the call could look like the question below it.
    private static string Line(string? text) => TerminalText.Of((text ?? "").ReplaceLineEndings(" "));
}
