namespace ChatSdk;

/// <summary>Converts the handlers of tools, which return either a string or content.</summary>
internal static class ToolHandler
{
    /// <summary>Returns the handler in a form that returns content; <see langword="null"/> if there is none.</summary>
    public static Func<ChatToolCall, CancellationToken, ValueTask<ChatContent>>? ReturningContent(Delegate? handler) => handler switch
    {
        Func<ChatToolCall, CancellationToken, ValueTask<string>> text => async (call, cancellationToken) => await text(call, cancellationToken).ConfigureAwait(false),
        _ => (Func<ChatToolCall, CancellationToken, ValueTask<ChatContent>>?)handler,
    };
}
