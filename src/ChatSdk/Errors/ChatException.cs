// ChatException                      IsRetryable, Attempts, RequestId, Partial, ToolRun
// ├─ ChatApiException                the server said no: Status, Kind, Code, Type, Param, Reason, RetryAfter, Headers, ResponseBody
// │  ├─ ChatContentFilterException   … because of the content of the prompt or of the answer
// │  └─ ChatRateLimitException       … because of the amount; IsQuotaExhausted tells a used-up quota (never retried) from a rate limit (retried)
// ├─ ChatConnectionException         not reached, or broken off; Kind: Dns, Refused, Tls, Reset, Proxy, StreamTruncated, Other
// ├─ ChatTimeoutException            too slow; Kind: Connect, Response, Idle, Overall
// ├─ ChatProtocolException           what was received is not the protocol: ResponseBody
// ├─ ChatFormatException             a typed answer is not JSON of the type: RawText
// ├─ ChatRefusalException            the model refused a typed answer: Refusal
// ├─ ChatIncompleteException         the model stopped early: FinishReason
// └─ ChatToolRunException            a tool run did not end, or a tool failed: Call, ToolRun
namespace ChatSdk;

/// <summary>
/// A call failed. Every failure of a server, of the network, or of what was received is one of the exceptions derived from
/// this one; only the caller's own cancellation is an <see cref="OperationCanceledException"/>.
/// </summary>
public abstract partial class ChatException : Exception
{
    private protected ChatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public override string Message => Attempts > 1 ? $"{base.Message} ({Attempts} attempts)" : base.Message;

    /// <summary>Gets whether the same call may succeed later. What could be retried at once has been: see <see cref="Attempts"/>.</summary>
    public virtual bool IsRetryable => false;

    /// <summary>Gets how many times the request was sent; at least 1, unless it could not be sent at all.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>Gets the id that the server assigned to the request, to quote when you contact the provider; <see langword="null"/> if there is none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Gets the part of the answer that had been received when a stream broke; <see langword="null"/> if there was none.</summary>
    public ChatCompletion? Partial { get; internal set; }
}
