namespace ChatSdk;

/// <summary>The exception that is thrown if a response does not follow the protocol, for example because it is neither JSON nor a stream, or because it is too large.</summary>
public sealed class ChatProtocolException : ChatException
{
    internal ChatProtocolException(string message, string responseBody = "", Exception? inner = null)
        : base(message, inner) => ResponseBody = responseBody;

    /// <summary>
    /// Gets the body that was received, at most its first 64 KB; empty if it is not known.
    /// It may contain parts of the prompt, so it never appears in an exception message or a log.
    /// </summary>
    public string ResponseBody { get; }
}
