namespace ChatSdk;

/// <summary>
/// The exception that is thrown if a tool run cannot continue, for example because the model still calls tools after the last round, a
/// tool failed and <c>StopOnToolError</c> is set, or a callback in the options failed. The messages up to that point are in
/// <see cref="ChatException.ToolRun"/>.
/// </summary>
public sealed class ChatToolRunException : ChatException
{
    internal ChatToolRunException(string message, ChatToolCall? call = null, Exception? inner = null)
        : base(message, inner) => Call = call;

    /// <summary>Gets the tool call at which the run failed; <see langword="null"/> if the failure does not belong to a single call.</summary>
    public ChatToolCall? Call { get; }
}
