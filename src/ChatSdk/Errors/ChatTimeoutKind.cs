namespace ChatSdk;

/// <summary>The limits of time.</summary>
public enum ChatTimeoutKind
{
    /// <summary>The connection was not made in <see cref="ChatClientOptions.ConnectTimeout"/>.</summary>
    Connect,

    /// <summary>The answer, or the first piece of a stream, did not come in <see cref="ChatClientOptions.AttemptTimeout"/>.</summary>
    Response,

    /// <summary>A stream stood still for <see cref="ChatClientOptions.StreamIdleTimeout"/>.</summary>
    Idle,

    /// <summary>All attempts and waits together took longer than <see cref="ChatClientOptions.OverallTimeout"/>.</summary>
    Overall,
}
