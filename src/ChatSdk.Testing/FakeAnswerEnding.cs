namespace ChatSdk.Testing;

/// <summary>The ways in which an answer ends.</summary>
internal enum FakeAnswerEnding
{
    /// <summary>The whole body is sent, and the connection stays open.</summary>
    Whole,

    /// <summary>The connection is closed before the end of the body.</summary>
    Cut,

    /// <summary>The connection is reset before the end of the body.</summary>
    Reset,

    /// <summary>The end of the body is never sent.</summary>
    Hang,

    /// <summary>Nothing is sent, not even the headers.</summary>
    Silence,

    /// <summary>The connection is closed before anything is sent.</summary>
    Drop,

    /// <summary>The request is forwarded to another server, whose answer is recorded.</summary>
    Forward,
}
