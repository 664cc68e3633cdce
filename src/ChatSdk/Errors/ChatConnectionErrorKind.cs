namespace ChatSdk;

/// <summary>The ways in which a connection fails.</summary>
public enum ChatConnectionErrorKind
{
    /// <summary>Another way; see the inner exception.</summary>
    Other,

    /// <summary>The host name could not be resolved.</summary>
    Dns,

    /// <summary>Nothing listens at the address.</summary>
    Refused,

    /// <summary>No secure connection could be established, for example because of the server's certificate.</summary>
    Tls,

    /// <summary>The server closed or reset the connection before the response was complete.</summary>
    Reset,

    /// <summary>A proxy could not be reached, or refused the request.</summary>
    Proxy,

    /// <summary>A stream ended without an error, but the answer in it is not complete: neither <c>[DONE]</c> nor a finish reason was received.</summary>
    StreamTruncated,
}
