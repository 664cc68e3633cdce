namespace ChatSdk;

/// <summary>The reasons why a connection fails.</summary>
public enum ChatConnectionErrorKind
{
    /// <summary>Another reason; see the inner exception.</summary>
    Other,

    /// <summary>The host name could not be resolved.</summary>
    Dns,

    /// <summary>The connection was refused, usually because no server listens at the address.</summary>
    Refused,

    /// <summary>No secure connection could be established, for example because of the server's certificate.</summary>
    Tls,

    /// <summary>The server closed or reset the connection before the response was complete.</summary>
    Reset,

    /// <summary>A proxy could not be reached, or rejected the request.</summary>
    Proxy,

    /// <summary>A stream ended without an error before the answer was complete: neither <c>[DONE]</c> nor a finish reason for every choice was received.</summary>
    StreamTruncated,

    /// <summary>The circuit breaker of the application is open, because too many requests to the server failed. The request was not sent.</summary>
    CircuitOpen,

    /// <summary>The rate limiter of the application rejected the request. The request was not sent.</summary>
    RateLimiterRejected,
}
