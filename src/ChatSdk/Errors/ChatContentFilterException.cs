namespace ChatSdk;

/// <summary>The server refused because of what the prompt or the answer says. The details are in <see cref="ChatApiException.ResponseBody"/>.</summary>
public sealed class ChatContentFilterException : ChatApiException
{
    internal ChatContentFilterException(ApiError error)
        : base(error)
    {
    }
}
