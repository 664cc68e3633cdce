namespace ChatSdk;

/// <summary>The time limits of a call.</summary>
public enum ChatTimeoutKind
{
    /// <summary>The connection was not established within <see cref="ChatClientOptions.ConnectTimeout"/>.</summary>
    Connect,

    /// <summary>The whole answer, or the first chunk of a stream, was not received within <see cref="ChatClientOptions.AttemptTimeout"/>.</summary>
    Response,

    /// <summary>Nothing was received from a stream for <see cref="ChatClientOptions.StreamIdleTimeout"/>, or no chunk was received for <see cref="ChatClientOptions.EventIdleTimeout"/>.</summary>
    Idle,

    /// <summary>All attempts and delays together took longer than <see cref="ChatClientOptions.OverallTimeout"/>.</summary>
    Overall,
}
