namespace ChatSdk;

/// <summary>Creates the exception that ends a tool run because a tool or a callback failed.</summary>
internal static class ToolFailure
{
    public static ChatToolRunException Of(ChatToolCall call, Exception exception, string? callback = null)
    {
        var what = $"{(callback is null ? "" : $"{callback} for ")}the tool '{OneLine.Of(CallsInMessage.NameOf(call), 100)}'";
        var message = $"{char.ToUpperInvariant(what[0])}{what[1..]} failed: {OneLine.Of(exception.Message, 300)}";
        return new ChatToolRunException(message, call, exception is ToolArgumentException ? exception.InnerException : exception);
    }
}
