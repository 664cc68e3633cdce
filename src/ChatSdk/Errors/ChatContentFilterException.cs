namespace ChatSdk;

/// <summary>The exception that is thrown if the server rejects the content of the prompt or the answer. The details are in <see cref="ChatApiException.ResponseBody"/>.</summary>
public sealed class ChatContentFilterException : ChatApiException
{
    internal ChatContentFilterException(ErrorBody error, ChatResponseInfo response)
        : base(error, ChatErrorKind.ContentFilter, response)
    {
    }
}
