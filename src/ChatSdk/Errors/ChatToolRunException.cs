namespace ChatSdk;

/// <summary>
/// A run of tools was ended: the model still wanted tools after the last round, or a tool failed and the caller wanted to be
/// told. What was said up to then is in <see cref="ChatException.ToolRun"/>.
/// </summary>
public sealed class ChatToolRunException : ChatException
{
    internal ChatToolRunException(string message, ChatToolCall? call = null, Exception? inner = null)
        : base(message, inner) => Call = call;

    /// <summary>Gets the call that failed; <see langword="null"/> if the rounds were used up.</summary>
    public ChatToolCall? Call { get; }
}
