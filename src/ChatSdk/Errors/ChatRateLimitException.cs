namespace ChatSdk;

/// <summary>The server refused because of the amount of requests or tokens: too many in a short time, or more than is paid for.</summary>
public sealed class ChatRateLimitException : ChatApiException
{
    internal ChatRateLimitException(ErrorBody error, ChatErrorKind kind, ChatResponseInfo response)
        : base(error, kind, response)
    {
    }

    /// <summary>Gets whether a budget, balance or quota is used up, so that waiting does not help. Such a call is never retried.</summary>
    public bool IsQuotaExhausted => Kind == ChatErrorKind.QuotaExhausted;
}
