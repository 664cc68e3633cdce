using System.Threading.RateLimiting;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace ChatSdk;

/// <summary>Adds resilience strategies to a client's options.</summary>
internal static class ResilientClient
{
    // The longest delay that Polly supports.
    private static readonly TimeSpan _maxDelay = TimeSpan.FromDays(1);

    /// <summary>
    /// Returns a copy of the client's options, with the strategies, and with the time limits and retry settings that correspond to them.
    /// </summary>
    public static ChatClientOptions Of(ChatClientOptions client, ChatResilienceOptions options)
    {
        var (retry, limiter) = (options.Retry, LimiterOf(options.RateLimiter, client.TimeProvider));
        var resilient = client.Copy();
        (resilient.AttemptTimeout, resilient.OverallTimeout) = (options.AttemptTimeout.Timeout, options.TotalRequestTimeout.Timeout);
        (resilient.MaxRetries, resilient.RetryDelay) = (retry.MaxRetryAttempts, retry.Delay);
        resilient.MaxRetryDelay = retry.BackoffType == DelayBackoffType.Constant ? retry.Delay : retry.MaxDelay ?? _maxDelay;
        resilient.Strategies = new ChatStrategies
        {
            Retry = retry,
            Hedging = options.Hedging,
            SetRequest = static (run, request) => run.SetRequestMessage(request),
            AddToAttempt = attempt => attempt.AddRateLimiter(limiter).AddCircuitBreaker(options.CircuitBreaker),
        };
        return resilient;
    }

    /// <summary>
    /// Returns the options of the rate limiter. If the application supplies its own limiter, the client waits for it at most as long as
    /// an attempt may take.
    /// </summary>
    private static HttpRateLimiterStrategyOptions LimiterOf(HttpRateLimiterStrategyOptions own, TimeProvider time) => own.RateLimiter is not { } limiter ? own : new()
    {
        Name = own.Name,
        OnRejected = own.OnRejected,
        RateLimiter = async arguments =>
        {
            var limit = arguments.Context.Properties.GetValue(ChatStrategies.AttemptTimeoutKey, Timeout.InfiniteTimeSpan);

            // The limiter may block the calling thread, so it is called on a different thread.
            var acquiring = Task.Run(() => limiter(arguments).AsTask(), CancellationToken.None);
            try
            {
                return await acquiring.WaitAsync(limit, time, arguments.Context.CancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (!acquiring.IsFaulted && !acquiring.IsCanceled)
            {
                _ = DiscardAsync(acquiring);
                throw exception is TimeoutException ? new TimeoutRejectedException("The rate limiter did not respond in time.", limit, exception) : exception;
            }
        },
    };

    // Disposes of a lease that nobody is waiting for anymore. If the limiter throws instead, its exception is observed.
    private static async Task DiscardAsync(Task<RateLimitLease> acquiring)
    {
        await ((Task)acquiring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (acquiring.IsCompletedSuccessfully)
        {
            (await acquiring.ConfigureAwait(false)).Dispose();
        }
    }
}
