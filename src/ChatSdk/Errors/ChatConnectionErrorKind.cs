namespace ChatSdk;

/// <summary>The ways in which a connection fails.</summary>
public enum ChatConnectionErrorKind
{
    /// <summary>Another way; see the inner exception.</summary>
    Other,

    /// <summary>The host's name is not known.</summary>
    Dns,

    /// <summary>Nobody listens at the address.</summary>
    Refused,

    /// <summary>No secure connection could be made, for example because of the server's certificate.</summary>
    Tls,

    /// <summary>The server broke the connection off, or closed it before the answer was whole.</summary>
    Reset,

    /// <summary>A stream came to a clean end, but the answer in it had none: neither <c>[DONE]</c> nor a finish reason.</summary>
    StreamTruncated,
}
