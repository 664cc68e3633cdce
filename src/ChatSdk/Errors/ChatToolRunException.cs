namespace ChatSdk;

/// <summary>
/// A tool run ended early: the model still called tools after the last round, or a tool failed and the options say to throw.
/// The messages up to then are in <see cref="ChatException.ToolRun"/>.
/// </summary>
public sealed class ChatToolRunException : ChatException
{
    internal ChatToolRunException(string message, ChatToolCall? call = null, Exception? inner = null)
        : base(message, inner) => Call = call;

    /// <summary>Gets the call that failed; <see langword="null"/> if the rounds were used up.</summary>
    public ChatToolCall? Call { get; }
}
