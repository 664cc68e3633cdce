namespace ChatSdk;

/// <summary>
/// The exception that is thrown if the server cannot be reached, or if the connection is interrupted, even if part of the answer was already
/// received. It is also thrown if the application's circuit breaker or rate limiter rejects the request.
/// </summary>
public sealed class ChatConnectionException : ChatException
{
    internal ChatConnectionException(ChatConnectionErrorKind kind, string message, Exception? inner = null, bool isTransient = true)
        : base(message, inner)
    {
        Kind = kind;
        IsRetryable = isTransient && kind != ChatConnectionErrorKind.Tls;
    }

    /// <summary>Gets the reason for the failure.</summary>
    public ChatConnectionErrorKind Kind { get; }

    /// <inheritdoc/>
    /// <remarks>It is <see langword="false"/> if no secure connection could be established, if a proxy rejected the connection or the request (unless its response has a 5xx status), or if service discovery found no address that may be used.</remarks>
    public override bool IsRetryable { get; }

    /// <summary>Gets whether the application itself rejected the request, before it was sent. The client does not retry it, because the rejection is meant to reduce the number of requests.</summary>
    internal bool IsRejection => Kind is ChatConnectionErrorKind.CircuitOpen or ChatConnectionErrorKind.RateLimiterRejected;
}
