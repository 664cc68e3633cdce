namespace ChatSdk;

/// <summary>The exception that is thrown if a rate limit is exceeded or a quota is used up.</summary>
public sealed class ChatRateLimitException : ChatApiException
{
    internal ChatRateLimitException(ErrorBody error, ChatErrorKind kind, ChatResponseInfo response)
        : base(error, kind, response)
    {
    }

    /// <summary>Gets whether a budget, balance or quota is used up. If so, waiting does not help, and the call is never retried.</summary>
    public bool IsQuotaExhausted => Kind == ChatErrorKind.QuotaExhausted;
}
