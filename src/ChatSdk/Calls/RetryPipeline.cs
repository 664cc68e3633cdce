using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

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
    private readonly ILogger _log;
    private readonly Lazy<ResiliencePipeline> _retries;

    public RetryPipeline(ChatClientOptions options, RetryBudget budget, ILogger log)
    {
        _options = options;
        _budget = budget;
        _log = log;
        _retries = new Lazy<ResiliencePipeline>(BuildRetries);
    }

    /// <summary>Runs an operation until it succeeds or another attempt makes no sense.</summary>
    /// <exception cref="ChatException">It failed; <see cref="ChatException.Attempts"/> tells how often it was tried.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CallContext context)
    {
        try
        {
            T result;
            try
            {
                // Without the engine, so that a call that succeeds at once does not pay for it.
                result = await AttemptAsync(attempt, context, context.Token).ConfigureAwait(false);
            }
            catch (ChatException failure) when (_options.MaxRetries > 0 && !context.IsOver)
            {
                result = await RetryAsync(failure, attempt, context).ConfigureAwait(false);
            }

            _budget.Earn();
            return result;
        }
        catch (ChatException exception)
        {
            context.Complete(exception);
            throw;
        }
    }

    private async ValueTask<T> RetryAsync<T>(ChatException failure, Func<CancellationToken, ValueTask<T>> attempt, CallContext context)
    {
        // The attempt that was made is the engine's first.
        ChatException? made = failure;
        var run = ResilienceContextPool.Shared.Get(context.Token);
        run.Properties.Set(_callKey, context);
        try
        {
            return await _retries.Value.ExecuteAsync(NextAsync, run).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(run);
        }

        ValueTask<T> NextAsync(ResilienceContext attempted) => Interlocked.Exchange(ref made, null) is { } known
            ? ValueTask.FromException<T>(known)
            : AttemptAsync(attempt, context, attempted.CancellationToken);
    }

    private async ValueTask<T> AttemptAsync<T>(Func<CancellationToken, ValueTask<T>> attempt, CallContext context, CancellationToken cancellationToken)
    {
        context.Attempts++;
        context.Response = null;
        using var limit = new CancellationTokenSource(_options.AttemptTimeout, _options.TimeProvider);
        var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        await using var ending = registration.ConfigureAwait(false);
        try
        {
            return await attempt(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var words = $"The server did not answer within {_options.AttemptTimeout.TotalSeconds:0.###} s (AttemptTimeout).";
            throw new ChatTimeoutException(ChatTimeoutKind.Response, words, exception);
        }
    }

    private ResiliencePipeline BuildRetries() =>
        new ResiliencePipelineBuilder { TimeProvider = _options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.MaxRetries,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRetry(arguments.Outcome.Exception, arguments.AttemptNumber, CallOf(arguments.Context))),
                DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(CallOf(arguments.Context).Wait),
            })
            .Build();

    private static CallContext CallOf(ResilienceContext run) => run.Properties.GetValue(_callKey, null!);

    private bool ShouldRetry(Exception? exception, int retriesSoFar, CallContext call)
    {
        call.Wait = Delay(exception, retriesSoFar);
        var makesSense = exception switch
        {
            ChatRateLimitException when _options.LeavesRateLimits => false,
            ChatException failure when !call.IsLastServer && FallbackRule.IsMet(failure) => false,
            ChatApiException { RetryAfter: { } wait } when wait > _options.MaxRetryAfter => false,
            ChatException failure => failure.IsRetryable,
            _ => false,
        };

        // A wait that outlasts the call would only hide the server's reason behind a timeout.
        var isRetried = makesSense && call.Wait < call.TimeLeft && retriesSoFar < _options.MaxRetries && _budget.TryPay(afterTimeout: exception is ChatTimeoutException);
        if (isRetried && _log.IsEnabled(LogLevel.Warning))
        {
            _log.Retrying(call.Attempts, FailureReason.Of(exception!), call.Wait.TotalMilliseconds);
        }

        return isRetried;
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
