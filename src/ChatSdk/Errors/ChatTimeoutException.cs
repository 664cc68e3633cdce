namespace ChatSdk;

/// <summary>The server took longer than was allowed.</summary>
public sealed class ChatTimeoutException : ChatException
{
    internal ChatTimeoutException(ChatTimeoutKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Gets which of the limits was passed.</summary>
    public ChatTimeoutKind Kind { get; }

    /// <inheritdoc/>
    public override bool IsRetryable => Kind != ChatTimeoutKind.Overall;
}
