namespace ChatSdk.Tool;

/// <summary>The exit codes of all commands. They are listed in <c>docs/tool.md</c>.</summary>
internal static class ExitCodes
{
    /// <summary>The command did everything it was told to do.</summary>
    public const int Success = 0;

    /// <summary>The server responded with an error, or a part of the work failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line, a file or the configuration is invalid.</summary>
    public const int InvalidInput = 2;

    /// <summary>The server could not be reached, the connection was lost, or a time limit elapsed.</summary>
    public const int ConnectionFailure = 3;

    /// <summary>The server rejected the key.</summary>
    public const int Unauthorized = 4;

    /// <summary>A rate limit was exceeded, or a quota or a budget is used up.</summary>
    public const int LimitReached = 5;

    /// <summary>There was a response, but it cannot be used: it does not follow the protocol, is incomplete, is a refusal, or is not in the requested format.</summary>
    public const int UnusableAnswer = 6;

    /// <summary>The user pressed Ctrl-C, or the command received SIGTERM.</summary>
    public const int Canceled = 130;
}
