namespace ChatSdk;

/// <summary>The exception that is thrown if a time limit elapses.</summary>
public sealed class ChatTimeoutException : ChatException
{
    internal ChatTimeoutException(ChatTimeoutKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Gets the time limit that elapsed.</summary>
    public ChatTimeoutKind Kind { get; }

    /// <inheritdoc/>
    public override bool IsRetryable => Kind != ChatTimeoutKind.Overall;
}
