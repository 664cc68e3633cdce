using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace ChatSdk;

/// <summary>Validates the options of <c>AddChatResilience</c>. Each message names the invalid option.</summary>
internal sealed class ChatResilienceOptionsValidator : IValidateOptions<ChatResilienceOptions>
{
    // These are Polly's limits.
    private static readonly TimeSpan _minDuration = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _max = TimeSpan.FromDays(1);
    private const int _minThroughput = 2;
    private const int _maxHedgedAttempts = 10;

    public ValidateOptionsResult Validate(string? name, ChatResilienceOptions options)
    {
        var prefix = string.IsNullOrEmpty(name) ? "AddChatResilience" : $"ChatClient '{name}', AddChatResilience";
        List<string> failures = [.. OfRetry(options.Retry)
            .Concat(OfBreaker(options.CircuitBreaker))
            .Concat(OfLimiter(options.RateLimiter))
            .Concat(options.Hedging is { } hedging ? OfHedging(hedging, options) : [])
            .Concat(OfTimeout(nameof(options.AttemptTimeout), options.AttemptTimeout))
            .Concat(OfTimeout(nameof(options.TotalRequestTimeout), options.TotalRequestTimeout))
            .OfType<string>()
            .Select(failure => $"{prefix}: {failure}")];
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string?> OfRetry(HttpRetryStrategyOptions retry) =>
    [
        retry.MaxRetryAttempts < 0 ? "Retry.MaxRetryAttempts must not be negative." : null,
        retry.Delay < TimeSpan.Zero || retry.Delay > _max ? "Retry.Delay must not be negative or longer than a day." : null,
        retry.MaxDelay < TimeSpan.Zero || retry.MaxDelay > _max ? "Retry.MaxDelay must not be negative or longer than a day." : null,
        Enum.IsDefined(retry.BackoffType) ? null : "Retry.BackoffType is not a defined value.",
        retry.ShouldHandle is null ? "Retry.ShouldHandle must not be null." : null,
        retry.ShouldRetryAfterHeader ? null : "Retry.ShouldRetryAfterHeader must be true, because the client never retries earlier than the server requests. If the server requests a longer delay than MaxRetryAfter in the client's options, the call is not retried.",
    ];

    private static IEnumerable<string?> OfBreaker(HttpCircuitBreakerStrategyOptions breaker) =>
    [
        breaker.FailureRatio is > 0 and <= 1 ? null : "CircuitBreaker.FailureRatio must be greater than 0 and at most 1. With 0, the circuit breaker would never stay closed.",
        breaker.MinimumThroughput >= _minThroughput ? null : $"CircuitBreaker.MinimumThroughput must be at least {_minThroughput}.",
        IsAllowed(breaker.SamplingDuration) ? null : "CircuitBreaker.SamplingDuration must be between 0.5 seconds and a day.",
        IsAllowed(breaker.BreakDuration) ? null : "CircuitBreaker.BreakDuration must be between 0.5 seconds and a day. With a longer duration, the circuit breaker would hardly ever close again; with a shorter one, it would hardly be open.",
        breaker.ShouldHandle is null ? "CircuitBreaker.ShouldHandle must not be null." : null,
    ];

    private static IEnumerable<string?> OfLimiter(HttpRateLimiterStrategyOptions limiter) => limiter.DefaultRateLimiterOptions is { } permits
        ?
        [
            permits.PermitLimit > 0 ? null : "RateLimiter.DefaultRateLimiterOptions.PermitLimit must be positive.",
            permits.QueueLimit >= 0 ? null : "RateLimiter.DefaultRateLimiterOptions.QueueLimit must not be negative.",
            Enum.IsDefined(permits.QueueProcessingOrder) ? null : "RateLimiter.DefaultRateLimiterOptions.QueueProcessingOrder is not a defined value.",
        ]
        : ["RateLimiter.DefaultRateLimiterOptions must not be null."];

    private static IEnumerable<string?> OfHedging(HttpHedgingStrategyOptions hedging, ChatResilienceOptions options) =>
    [
        hedging.MaxHedgedAttempts is >= 1 and <= _maxHedgedAttempts ? null : $"Hedging.MaxHedgedAttempts must be between 1 and {_maxHedgedAttempts}. To turn hedging off, set Hedging to null.",
        hedging.DelayGenerator is not null || (hedging.Delay > TimeSpan.Zero && hedging.Delay <= _max) ? null : "Hedging.Delay must be positive and at most a day. It is the time after which another attempt is started.",
        EndsBefore(options.AttemptTimeout, hedging) ? "Hedging.Delay must be shorter than AttemptTimeout.Timeout. Otherwise, the first attempt would end before another one is started." : null,
        EndsBefore(options.TotalRequestTimeout, hedging) ? "Hedging.Delay must be shorter than TotalRequestTimeout.Timeout. Otherwise, the call would end before another attempt is started." : null,
        hedging.ActionGenerator is null ? "Hedging.ActionGenerator must not be null." : null,
    ];

    private static IEnumerable<string?> OfTimeout(string name, HttpTimeoutStrategyOptions timeout) =>
    [
        timeout.Timeout == Timeout.InfiniteTimeSpan || (timeout.Timeout > TimeSpan.Zero && timeout.Timeout <= ChatClientOptionsValidator.MaxTime)
            ? null
            : $"{name}.Timeout must be positive and at most {ChatClientOptionsValidator.MaxTime.Days} days, or Timeout.InfiniteTimeSpan for no limit.",
        timeout.TimeoutGenerator is null ? null : $"{name}.TimeoutGenerator is not supported. Set the timeouts of a single call with ChatCallOptions.",
        timeout.OnTimeout is null ? null : $"{name}.OnTimeout is not supported. Catch the ChatTimeoutException.",
    ];

    private static bool EndsBefore(HttpTimeoutStrategyOptions timeout, HttpHedgingStrategyOptions hedging) =>
        hedging.DelayGenerator is null && timeout.Timeout > TimeSpan.Zero && timeout.Timeout <= hedging.Delay;

    private static bool IsAllowed(TimeSpan time) => time >= _minDuration && time <= _max;
}
