using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>Asks the user before a tool of the model runs.</summary>
internal sealed class ToolApproval(ToolContext context, ChatInput input, AnswerView view, IReadOnlyList<ShellTool> tools)
{
    /// <summary>Shows the call and the command, and decides whether it may run.</summary>
    public async ValueTask<bool> ApproveAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        view.End();
        var command = tools.First(tool => tool.Name == call.Function!.Name).Command;
        context.Error.Write(new Text($"The model calls {Line(call.Function!.Name)} with {Line(call.Function.Arguments)}", new Style(Color.Yellow)));
        context.WriteErrorLine("");
        context.Error.Write(new Text($"Command: {Line(command)}", new Style(decoration: Decoration.Dim)));
        context.WriteErrorLine("");
        return (await input.ReadLineAsync("Run it? [y/N] ", "", cancellationToken))?.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    // Line breaks could make a part of the call look like the question.
    private static string Line(string? text) => TerminalText.Of((text ?? "").ReplaceLineEndings(" "));
}
