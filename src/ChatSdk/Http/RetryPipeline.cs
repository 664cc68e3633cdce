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
    private static readonly ResiliencePropertyKey<CallContext> _callKey = new("ChatSdk.Call");

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
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments.Outcome.Exception, arguments.AttemptNumber, CallOf(arguments.Context))),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(CallOf(arguments.Context).Wait),
            });
        }

        // A generator, because a plain value may not be longer than a day.
        _pipeline = builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = _ => ValueTask.FromResult(options.AttemptTimeout) }).Build();
    }

    /// <summary>Runs an operation until it succeeds or another attempt makes no sense.</summary>
    /// <exception cref="ChatException">It failed; <see cref="ChatException.Attempts"/> tells how often it was tried.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CallContext context)
    {
        var run = ResilienceContextPool.Shared.Get(context.Token);
        run.Properties.Set(_callKey, context);
        try
        {
            var result = await _pipeline.ExecuteAsync(Count, run).ConfigureAwait(false);
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
        finally
        {
            ResilienceContextPool.Shared.Return(run);
        }

        ValueTask<T> Count(ResilienceContext attempted)
        {
            context.Attempts++;
            context.Response = null;
            return attempt(attempted.CancellationToken);
        }
    }

    private static CallContext CallOf(ResilienceContext run) => run.Properties.GetValue(_callKey, null!);

    private bool ShouldRetry(Exception? exception, int retriesSoFar, CallContext call)
    {
        call.Wait = Delay(exception, retriesSoFar);
        var isTimeout = exception is TimeoutRejectedException or ChatTimeoutException;
        var makesSense = exception switch
        {
            RateLimitException when _options.LeavesRateLimits => false,
            ChatApiException { RetryAfter: { } wait } when wait > _options.MaxRetryAfter => false,
            ChatException failure => failure.IsRetryable,
            _ => isTimeout,
        };

        // A wait that outlasts the call would only hide the server's reason behind a timeout.
        return makesSense && call.Wait < call.TimeLeft && retriesSoFar < _options.MaxRetries && _budget.TryPay(isTimeout);
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
