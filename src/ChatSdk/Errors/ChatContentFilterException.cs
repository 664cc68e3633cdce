namespace ChatSdk;

/// <summary>The server refused because of the content of the prompt or of the answer. The details are in <see cref="ChatApiException.ResponseBody"/>.</summary>
public sealed class ChatContentFilterException : ChatApiException
{
    internal ChatContentFilterException(ErrorBody error, ChatResponseInfo response)
        : base(error, ChatErrorKind.ContentFilter, response)
    {
    }
}
