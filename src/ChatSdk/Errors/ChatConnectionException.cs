namespace ChatSdk;

/// <summary>The server could not be reached, or the connection broke, also in the middle of an answer.</summary>
public sealed class ChatConnectionException : ChatException
{
    internal ChatConnectionException(ChatConnectionErrorKind kind, string message, Exception? inner = null, bool mayPass = true)
        : base(message, inner)
    {
        Kind = kind;
        IsRetryable = mayPass && kind != ChatConnectionErrorKind.Tls;
    }

    /// <summary>Gets what went wrong.</summary>
    public ChatConnectionErrorKind Kind { get; }

    /// <inheritdoc/>
    /// <remarks>Not for a certificate that is not trusted, nor for a proxy that refuses.</remarks>
    public override bool IsRetryable { get; }
}
