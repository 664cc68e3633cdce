using System.Net;

namespace ChatSdk;

/// <summary>Determines which server errors are retried.</summary>
internal static class RetryRules
{
    public static bool IsRetryable(HttpStatusCode status, ChatErrorKind kind, bool? shouldRetry) => kind switch
    {
        // An exhausted quota is usually not restored in time for a retry.
        ChatErrorKind.QuotaExhausted => false,
        _ when shouldRetry is { } word => word,
        ChatErrorKind.ContentFilter or ChatErrorKind.ContextLength or ChatErrorKind.Authentication or ChatErrorKind.Permission or ChatErrorKind.NotFound => false,
        ChatErrorKind.RateLimit or ChatErrorKind.Overloaded or ChatErrorKind.Timeout => true,
        ChatErrorKind.Server => status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported),
        _ => status is HttpStatusCode.Conflict,
    };

    /// <summary>
    /// Determines whether the application may decide to retry a failure. It may retry any failure that is retryable by default, and any other
    /// server error, unless a quota is exhausted or the server forbids a retry.
    /// </summary>
    public static bool MayBeRetried(ChatException failure) => failure.IsRetryable
        || (failure is ChatApiException error && error.Kind != ChatErrorKind.QuotaExhausted && error.Headers.GetValueOrDefault("x-should-retry")?.Trim() != "false");
}
