namespace ChatSdk;

/// <summary>The calls in a message, of today's protocol and of the older one.</summary>
internal static class CallsInMessage
{
    public static string NameOf(ChatToolCall call) => call.Function?.Name ?? call.Custom?.Name ?? "";

    public static IReadOnlyList<ChatToolCall> Of(ChatMessage? message) => message switch
    {
        { ToolCalls: { Count: > 0 } calls } => calls,
        { FunctionCall: { } function } => WireList<ChatToolCall>.Of(new ChatToolCall { Type = "function", Function = function }),
        _ => [],
    };

    /// <summary>Returns the calls of the last answer that have no result yet, and the message that they are in.</summary>
    public static (ChatMessage? Asked, IReadOnlyList<ChatToolCall> Calls) Open(List<ChatMessage> messages)
    {
        var last = messages.FindLastIndex(message => !IsResult(message));
        var asked = last < 0 ? null : messages[last];
        var results = messages.Skip(last + 1).ToList();
        return (asked, Of(asked).Where(call => !results.Exists(result => IsResultOf(result, call))).ToList());
    }

    public static bool IsResult(ChatMessage message) => message.Role == ChatRole.Tool || message.Role == ChatRole.Function;

    /// <summary>Returns the message that sends a result back, in the same form of the protocol as the call.</summary>
    public static ChatMessage Result(ChatMessage asked, ChatToolCall call, string text) => asked.ToolCalls is { Count: > 0 }
        ? new ChatMessage { Role = ChatRole.Tool, Content = text, ToolCallId = call.Id }
        : new ChatMessage { Role = ChatRole.Function, Content = text, Name = NameOf(call) };

    private static bool IsResultOf(ChatMessage result, ChatToolCall call) =>
        result.Role == ChatRole.Function ? result.Name == NameOf(call) : result.ToolCallId == call.Id;
}
