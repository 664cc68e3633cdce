namespace ChatSdk;

/// <summary>The exception that is thrown if the server cannot be reached or the connection is interrupted, even if part of the answer was already received.</summary>
public sealed class ChatConnectionException : ChatException
{
    internal ChatConnectionException(ChatConnectionErrorKind kind, string message, Exception? inner = null, bool mayPass = true)
        : base(message, inner)
    {
        Kind = kind;
        IsRetryable = mayPass && kind != ChatConnectionErrorKind.Tls;
    }

    /// <summary>Gets the reason for the failure.</summary>
    public ChatConnectionErrorKind Kind { get; }

    /// <inheritdoc/>
    /// <remarks>It is <see langword="false"/> for an untrusted certificate and for a proxy that rejects the request.</remarks>
    public override bool IsRetryable { get; }

    /// <summary>Gets whether the application itself rejected the request, before it was sent. The client does not retry it, because that is the purpose of the rejection.</summary>
    internal bool IsRejection => Kind is ChatConnectionErrorKind.CircuitOpen or ChatConnectionErrorKind.RateLimiterRejected;
}
