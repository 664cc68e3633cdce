namespace ChatSdk;

/// <summary>The server refused because of how much was asked: too fast, or more than is paid for.</summary>
public sealed class ChatRateLimitException : ChatApiException
{
    internal ChatRateLimitException(ApiError error)
        : base(error)
    {
    }

    /// <summary>Gets whether a budget, balance or quota is used up, so that waiting does not help. Such a call is never retried.</summary>
    public bool IsQuotaExhausted => Kind == ChatErrorKind.QuotaExhausted;
}
