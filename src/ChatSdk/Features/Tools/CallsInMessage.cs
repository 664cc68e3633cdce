namespace ChatSdk;

/// <summary>Reads the tool calls in a message, in the current and the legacy form of the protocol.</summary>
internal static class CallsInMessage
{
    public static string NameOf(ChatToolCall call) => call.Function?.Name ?? call.Custom?.Name ?? "";

    public static IReadOnlyList<ChatToolCall> Of(ChatMessage? message) => message switch
    {
        { ToolCalls: { Count: > 0 } calls } => calls,
        { FunctionCall: { } function } => WireList<ChatToolCall>.Of(new ChatToolCall { Type = "function", Function = function }),
        _ => [],
    };

    /// <summary>Returns the last message that is not a tool result, and the calls in it that have no result yet.</summary>
    public static (ChatMessage? Answer, IReadOnlyList<ChatToolCall> Calls) Open(List<ChatMessage> messages)
    {
        var last = messages.FindLastIndex(message => !IsResult(message));
        var answer = last < 0 ? null : messages[last];
        var results = messages.Skip(last + 1).ToList();
        return (answer, Of(answer).Where(call => !results.Exists(result => IsResultOf(result, call))).ToList());
    }

    public static bool IsResult(ChatMessage message) => message.Role == ChatRole.Tool || message.Role == ChatRole.Function;

    /// <summary>Creates the message with the result of a call, in the same form of the protocol as the call.</summary>
    public static ChatMessage Result(ChatMessage answer, ChatToolCall call, ChatContent content) => answer.ToolCalls is { Count: > 0 }
        ? new ChatMessage { Role = ChatRole.Tool, Content = content, ToolCallId = call.Id }
        : new ChatMessage { Role = ChatRole.Function, Content = content, Name = NameOf(call) };

    private static bool IsResultOf(ChatMessage result, ChatToolCall call) =>
        result.Role == ChatRole.Function ? result.Name == NameOf(call) : result.ToolCallId == call.Id;
}
