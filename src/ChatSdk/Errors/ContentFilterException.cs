namespace ChatSdk;

/// <summary>The server refused because of what the prompt or the answer says. The details are in <see cref="ChatApiException.ResponseBody"/>.</summary>
public sealed class ContentFilterException : ChatApiException
{
    internal ContentFilterException(ApiError error)
        : base(error)
    {
    }
}
