using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ChatSdk;

/// <summary>
/// Runs the attempts of a call: each with its limit of time, failed ones again while that makes sense. It stands around
/// "build the request, send it, read the answer or the first event", because a handler of HttpClient sees nothing of a body.
/// </summary>
internal sealed class RetryPipeline
{
    private readonly ChatClientOptions _options;
    private readonly RetryBudget _budget;
    private readonly ResiliencePipeline _pipeline;

    public RetryPipeline(ChatClientOptions options, RetryBudget budget)
    {
        _options = options;
        _budget = budget;
        var builder = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments.Outcome.Exception, arguments.AttemptNumber)),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Delay(arguments.Outcome.Exception, arguments.AttemptNumber)),
            });
        }

        // A generator, because a plain value may not be longer than a day.
        _pipeline = builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => ValueTask.FromResult(options.AttemptTimeout) }).Build();
    }

    /// <summary>Runs an operation until it succeeds or another attempt makes no sense.</summary>
    /// <exception cref="ChatException">It failed; <see cref="ChatException.Attempts"/> tells how often it was tried.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CallContext context)
    {
        try
        {
            var result = await _pipeline.ExecuteAsync(Count, context.Token).ConfigureAwait(false);
            _budget.Earn();
            return result;
        }
        catch (TimeoutRejectedException exception)
        {
            var words = $"The server did not answer within {_options.AttemptTimeout.TotalSeconds:0.###} s (AttemptTimeout).";
            throw context.Complete(new ChatTimeoutException(ChatTimeoutKind.Response, words, exception));
        }
        catch (ChatException exception)
        {
            context.Complete(exception);
            throw;
        }

        ValueTask<T> Count(CancellationToken token)
        {
            context.Attempts++;
            context.Response = null;
            return attempt(token);
        }
    }

    private bool ShouldRetry(Exception? exception, int retriesSoFar)
    {
        var isTimeout = exception is TimeoutRejectedException or ChatTimeoutException;
        var makesSense = exception switch
        {
            RateLimitException when _options.LeavesRateLimits => false,
            ChatApiException { RetryAfter: { } wait } when wait > _options.MaxRetryAfter => false,
            ChatException failure => failure.IsRetryable,
            _ => isTimeout,
        };
        return makesSense && retriesSoFar < _options.MaxRetries && _budget.TryPay(isTimeout);
    }

    [SuppressMessage("Security", "CA5394", Justification = "Spreads retries over time; nobody gains by guessing it.")]
    private TimeSpan Delay(Exception? exception, int retriesSoFar)
    {
        if (exception is ChatApiException { RetryAfter: { } wait } && wait > TimeSpan.Zero)
        {
            return wait;
        }

        var backoff = Math.Min(_options.RetryDelay.TotalSeconds * Math.Pow(2, retriesSoFar), _options.MaxRetryDelay.TotalSeconds);
        return TimeSpan.FromSeconds(backoff * (1 - (0.25 * Random.Shared.NextDouble())));
    }
}
