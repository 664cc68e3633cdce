namespace ChatSdk.Testing;

/// <summary>How an answer ends.</summary>
internal enum FakeAnswerEnding
{
    /// <summary>As HTTP wants it.</summary>
    Whole,

    /// <summary>The connection is closed before the end of the body.</summary>
    Cut,

    /// <summary>The connection is reset before the end of the body.</summary>
    Reset,

    /// <summary>The end of the body never comes.</summary>
    Hang,

    /// <summary>Nothing comes, not even the headers.</summary>
    Silence,

    /// <summary>The connection is closed, and nothing has come.</summary>
    Drop,

    /// <summary>Another server answers, and is recorded.</summary>
    Forward,
}
