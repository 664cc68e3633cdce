namespace ChatSdk;

/// <summary>The server took longer than a time limit allows.</summary>
public sealed class ChatTimeoutException : ChatException
{
    internal ChatTimeoutException(ChatTimeoutKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Gets which limit elapsed.</summary>
    public ChatTimeoutKind Kind { get; }

    /// <inheritdoc/>
    public override bool IsRetryable => Kind != ChatTimeoutKind.Overall;
}
