namespace ChatSdk;

/// <summary>Describes a request that is about to be sent because an attempt failed: a retry, a request to a fallback server, or a request for the rest of an interrupted stream.</summary>
public sealed class ChatRetryInfo
{
    internal ChatRetryInfo(int attempt, TimeSpan delay, Exception exception) => (Attempt, Delay, Exception) = (attempt, delay, exception);

    /// <summary>Gets the number of the attempt that failed, starting with 1.</summary>
    public int Attempt { get; }

    /// <summary>Gets the time after which the next request is sent; zero if it is sent immediately.</summary>
    public TimeSpan Delay { get; }

    /// <summary>Gets the exception that describes why the attempt failed.</summary>
    public Exception Exception { get; }
}
