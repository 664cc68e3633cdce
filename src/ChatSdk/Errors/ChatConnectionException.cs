namespace ChatSdk;

/// <summary>The server could not be reached, or the connection broke, also in the middle of an answer.</summary>
public sealed class ChatConnectionException : ChatException
{
    internal ChatConnectionException(ChatConnectionErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Gets what went wrong.</summary>
    public ChatConnectionErrorKind Kind { get; }

    /// <inheritdoc/>
    public override bool IsRetryable => Kind != ChatConnectionErrorKind.Tls;
}
