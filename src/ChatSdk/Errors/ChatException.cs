// ChatException                      IsRetryable, Attempts, RequestId, Partial, ToolRun
// ├─ ChatApiException                the server responded with an error: Status, Kind, Code, Type, Param, Reason, RetryAfter, Headers, ResponseBody
// │  ├─ ChatContentFilterException   … because of the content of the prompt or the answer
// │  └─ ChatRateLimitException       … because of a rate limit (retried) or a used-up quota (not retried): IsQuotaExhausted
// ├─ ChatConnectionException         the connection failed or was interrupted; Kind: Dns, Refused, Tls, Reset, Proxy, StreamTruncated, CircuitOpen, RateLimiterRejected, Other
// ├─ ChatTimeoutException            a time limit elapsed; Kind: Connect, Response, Idle, Overall
// ├─ ChatBudgetException             a budget does not permit the request, so it was not sent: Kind, Budget, Spent
// ├─ ChatProtocolException           the response does not follow the protocol: ResponseBody
// ├─ ChatFormatException             a typed answer is not valid JSON for the type: RawText
// ├─ ChatRefusalException            the model refused to generate a typed answer: Refusal
// ├─ ChatIncompleteException         the model stopped early, or the answer contains no choices: FinishReason
// └─ ChatToolRunException            a tool run could not continue, for example because a tool failed: Call, ToolRun
namespace ChatSdk;

/// <summary>
/// The base class of the exceptions for failed calls. Every failure of a call is reported as one of the derived exceptions.
/// Only cancellation by the caller is reported as an <see cref="OperationCanceledException"/>.
/// </summary>
public abstract partial class ChatException : Exception
{
    private protected ChatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public override string Message => Attempts > 1 ? $"{base.Message} ({Attempts} attempts)" : base.Message;

    /// <summary>Gets whether the call may succeed if it is made again later. The client may have retried it already; see <see cref="Attempts"/>.</summary>
    public virtual bool IsRetryable => false;

    /// <summary>Gets the number of attempts to send the request; 0 if there was none, for example because a budget did not permit the request.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>Gets the id that the server assigned to the request, to quote when you contact the provider; <see langword="null"/> if there is none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Gets the part of the answer that was received before the failure; <see langword="null"/> if there is none.</summary>
    public ChatCompletion? Partial { get; internal set; }

    /// <summary>Returns a copy, for another call that failed for the same reason.</summary>
    internal ChatException Copy() => (ChatException)MemberwiseClone();
}
