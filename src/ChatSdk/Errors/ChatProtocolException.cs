namespace ChatSdk;

/// <summary>The server answered with something that is not the protocol: no JSON, no stream, or more than is allowed.</summary>
public sealed class ChatProtocolException : ChatException
{
    internal ChatProtocolException(string message, string responseBody = "", Exception? inner = null)
        : base(message, inner) => ResponseBody = responseBody;

    /// <summary>
    /// Gets what came in place of an answer, at most its first 64 KB; empty where that is not known.
    /// It may hold parts of the prompt: it is in no message and no log.
    /// </summary>
    public string ResponseBody { get; }
}
