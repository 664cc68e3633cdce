using System.Net;
using System.Text;

namespace ChatSdk;

/// <summary>
/// Determines the kind of an error. Servers use the same statuses, codes and types for different errors, so the order of the
/// rules matters: the first rule that matches determines the kind.
/// </summary>
internal static class ErrorClassifier
{
    private static readonly string[] _contentFilter =
    [
        "content_filter", "content_policy", "ResponsibleAIPolicy", "data_inspection_failed", "datainspectionfailed", "flagged_input", "\"1301\"",
        "sensitive_word", "new_sensitive", "sensitivecontentdetected", "content exists risk", "content filtering policy", "our usage policy",
        "usage guidelines", "usage policies", "moderation_blocked", "content moderation", "content management policy", "safety system", "safety filter",
        "guardrail_intervened",
    ];

    // The code "invalid_prompt" means a malformed prompt, unless the text of the error also contains one of these words.
    private static readonly string[] _unsafe = ["safety", "flagged", "violat", "policy", "policies"];

    private static readonly string[] _contextLength =
    [
        "context_length_exceeded", "exceed_context_size", "context_window_exceeded", "tokens_limit_reached", "maximum context length",
        "context length exceeded", "prompt is too long", "input is too long", "longer than the model's context length", "than the context length",
        "context length of only", "reduce the length of the messages", "reduce the length of the prompt", "maximum prompt length",
        "maximum number of tokens allowed", "max_new_tokens` must be", "range of input length should be",
    ];

    private static readonly string[] _contextWords = ["context size", "context window", "context length", "context limit", "model token limit"];

    private static readonly string[] _budget =
    [
        "insufficient_quota", "insufficient_balance", "insufficient balance", "insufficient_credit", "insufficient credit",
        "insufficient_fund", "insufficient fund", "budget_exceeded", "budget has been exceeded", "exceeded budget", "exceeded your budget",
        "over budget", "billing_hard_limit", "exceeded_current_quota", "arrearage", "out of credits", "\"1113\"", "please top up",
        "top up your", "please recharge", "credit_limit", "credit balance", "spending limit", "available credits", "have any credits",
        "balance is insufficient", "accountoverdue",
    ];

    private static readonly string[] _authentication =
        ["login fail", "invalid api key", "invalid_api_key", "not authenticated", "unauthorized", "unrecognizedclient", "expiredtoken", "invalidsignature"];

    private static readonly string[] _permission = ["not authorized", "accessdenied", "access denied", "permission_denied", "permission-denied"];

    private static readonly string[] _notFound = ["model_not_found", "resourcenotfound"];

    private static readonly string[] _overloaded =
        ["overloaded", "unavailable_error", "model_loading", "at capacity", "no available model provider", "serviceunavailable", "modelnotready"];

    private static readonly string[] _timeout = ["timeoutexception", "timeout_error"];

    private static readonly string[] _rateLimit =
    [
        "rate limit", "rate_limit", "rate-limit", "ratelimit", "too many requests", "too_many_requests", "toomanyrequests",
        "throttling", "resource_exhausted", "per minute",
    ];

    /// <summary>Returns the kind of an error.</summary>
    /// <param name="httpStatus">The status of the response.</param>
    /// <param name="error">The content of the body.</param>
    public static ChatErrorKind Classify(HttpStatusCode httpStatus, ErrorBody error)
    {
        var status = !ErrorMessage.IsSuccess(httpStatus) ? (int)httpStatus : error.Status is >= 400 and <= 599 ? error.Status.Value : 200;
        var text = WordsOf(error);
        return status switch
        {
            not 401 when Words.Any(text, _contentFilter) || IsUnsafePrompt(error, text) => ChatErrorKind.ContentFilter,
            200 or 400 or 413 or 422 or 500 when Words.Any(text, _contextLength) || ExceedsContext(text) => ChatErrorKind.ContextLength,
            402 => ChatErrorKind.QuotaExhausted,
            200 or 400 or 403 or 429 or 500 when Words.Any(text, _budget) => ChatErrorKind.QuotaExhausted,
            200 or 403 or 429 when error.HasDailyQuota => ChatErrorKind.QuotaExhausted,

            // The word "budget" alone means a quota only if the status is 429, and not if the error is about a thinking budget.
            429 when Words.Any(text, "budget") && !Words.Any(text, "thinking") => ChatErrorKind.QuotaExhausted,
            200 when Words.Any(text, _authentication) => ChatErrorKind.Authentication,
            _ when status == 401 || error.Code == "invalid_api_key" || error.Type == "authentication_error" => ChatErrorKind.Authentication,
            403 => ChatErrorKind.Permission,
            200 when Words.Any(text, _permission) => ChatErrorKind.Permission,
            _ when status == 404 || error.Code == "model_not_found" || error.Type == "not_found_error" => ChatErrorKind.NotFound,
            200 when Words.Any(text, _notFound) => ChatErrorKind.NotFound,
            408 or 504 or 524 => ChatErrorKind.Timeout,
            200 when Words.Any(text, _timeout) => ChatErrorKind.Timeout,
            425 or 498 or 503 or 529 => ChatErrorKind.Overloaded,
            200 or 429 or 500 when Words.Any(text, _overloaded) => ChatErrorKind.Overloaded,
            429 => ChatErrorKind.RateLimit,
            200 when Words.Any(text, _rateLimit) => ChatErrorKind.RateLimit,
            400 when Words.Any(error.Type ?? "", "throttlingexception", "toomanyrequestsexception") => ChatErrorKind.RateLimit,
            424 or >= 500 => ChatErrorKind.Server,
            >= 300 and < 500 => ChatErrorKind.InvalidRequest,
            _ when Words.Any(error.Type ?? "", "invalid_request", "validationexception") => ChatErrorKind.InvalidRequest,
            _ => ChatErrorKind.Server,
        };
    }

    private static bool IsUnsafePrompt(ErrorBody error, string text) => error.Code == "invalid_prompt" && Words.Any(text, _unsafe);

    private static string WordsOf(ErrorBody error)
    {
        var words = new StringBuilder($"{error.Message}\n\"{error.Code}\"\n\"{error.Type}\"\n{error.Reason}");
        foreach (var (name, value) in error.ExtraFields)
        {
            if (!ErrorDetails.IsQuote(name))
            {
                words.Append('\n').Append(name).Append(' ').Append(value.GetRawText());
            }
        }

        return words.ToString();
    }

    /// <summary>Determines whether the text contains a phrase like "exceeds … context size", whose words must be close together in one sentence.</summary>
    private static bool ExceedsContext(string text)
    {
        const int Reach = 60;
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            var sentence = text.AsSpan(at, Math.Min(Reach, text.Length - at));
            var end = sentence.IndexOf('.');
            if (Words.Any(new string(end < 0 ? sentence : sentence[..end]), _contextWords))
            {
                return true;
            }
        }

        return false;

        int Next(int from) => text.IndexOf("exceed", from, StringComparison.OrdinalIgnoreCase);
    }
}
