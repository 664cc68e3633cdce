namespace ChatSdk;

/// <summary>The response is not the protocol: neither JSON nor a stream, or larger than allowed.</summary>
public sealed class ChatProtocolException : ChatException
{
    internal ChatProtocolException(string message, string responseBody = "", Exception? inner = null)
        : base(message, inner) => ResponseBody = responseBody;

    /// <summary>
    /// Gets what was received instead of an answer, at most its first 64 KB; empty where that is not known.
    /// It may hold parts of the prompt: it is in no message and no log.
    /// </summary>
    public string ResponseBody { get; }
}
