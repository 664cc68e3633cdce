using Microsoft.Extensions.Http.Resilience;

namespace ChatSdk;

/// <summary>
/// The options for <c>AddChatResilience</c>: the strategies of <c>Microsoft.Extensions.Http.Resilience</c>, with defaults for chat. The
/// strategies see the result of each attempt as an HTTP response, or as an exception if there was no response. If the server sends an error
/// with status 200, the strategies see the matching error status.
/// </summary>
public sealed class ChatResilienceOptions
{
    /// <summary>
    /// Gets the options for retries. By default, the number of retries and the delays are those in the client's options, and the client
    /// decides which failures are transient. <c>ShouldHandle</c> can decide differently, except for failures for which a retry cannot
    /// help or is not allowed, such as an exhausted quota. A delay that the server requests takes precedence over <c>DelayGenerator</c>.
    /// </summary>
    public HttpRetryStrategyOptions Retry { get; } = new();

    /// <summary>
    /// Gets the options for the circuit breaker. Each server has its own circuit breaker. By default, it opens for 5 seconds if there were at
    /// least 10 requests in the last minute and at least half of them failed. Rate limits and exhausted quotas do not count as failures.
    /// </summary>
    public HttpCircuitBreakerStrategyOptions CircuitBreaker { get; } = new();

    /// <summary>
    /// Gets the options for the rate limiter. Each server has its own rate limiter. By default, at most 1000 requests may wait for their
    /// answer, or for the first chunk of their stream, at the same time. Further requests are rejected, unless <c>QueueLimit</c> is set.
    /// </summary>
    public HttpRateLimiterStrategyOptions RateLimiter { get; } = new();

    /// <summary>
    /// Gets or sets the options for hedging. The default is <see langword="null"/>: there is no hedging. Otherwise, if no answer, or no first
    /// chunk of a stream, is received within <c>Delay</c>, the same request is sent again, and the answer that is received first is used.
    /// Failures never cause hedging, so <c>ShouldHandle</c> is not used.
    /// </summary>
    public HttpHedgingStrategyOptions? Hedging { get; set; }

    /// <summary>Gets the options for the time limit of one attempt. The default is <see cref="ChatClientOptions.AttemptTimeout"/>. Only <c>Timeout</c> is supported.</summary>
    public HttpTimeoutStrategyOptions AttemptTimeout { get; } = new();

    /// <summary>Gets the options for the time limit for the whole call, including reading a stream to its end. The default is <see cref="ChatClientOptions.OverallTimeout"/>. Only <c>Timeout</c> is supported.</summary>
    public HttpTimeoutStrategyOptions TotalRequestTimeout { get; } = new();
}
