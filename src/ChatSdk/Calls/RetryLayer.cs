using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace ChatSdk;

/// <summary>
/// Makes the attempts of a call to one server, and retries transient failures. An attempt lasts until the whole body has been received or,
/// for a stream, until the first chunk has been received. A retry handler of an <see cref="HttpClient"/> could not retry failures that
/// occur while the body is read, because its attempts end when the headers have been received.
/// </summary>
internal sealed class RetryLayer : ICallLayer
{
    private static readonly ResiliencePropertyKey<Call> _callKey = new("ChatSdk.Call");
    private static readonly ResiliencePropertyKey<CallContext> _contextKey = new("ChatSdk.CallContext");

    private readonly ICallLayer _next;
    private readonly RetryBudget _budget;
    private readonly ILogger _log;
    private readonly Func<ChatException, bool>? _isRetriedElsewhere;
    private readonly ChatStrategies? _strategies;
    private readonly ResiliencePipeline _attempts;

    /// <summary>Initializes a new instance of the <see cref="RetryLayer"/> class.</summary>
    /// <param name="next">The layer that makes one attempt.</param>
    /// <param name="options">The options of the server.</param>
    /// <param name="budget">The budget for retries.</param>
    /// <param name="log">The log.</param>
    /// <param name="isRetriedElsewhere">Determines whether an outer layer retries a failure, so that this layer does not.</param>
    public RetryLayer(ICallLayer next, ChatClientOptions options, RetryBudget budget, ILogger log, Func<ChatException, bool>? isRetriedElsewhere = null)
    {
        (_next, _budget, _log, _isRetriedElsewhere, _strategies) = (next, budget, log, isRetriedElsewhere, options.Strategies);

        // The number of retries is not limited here, because each call specifies its own limit.
        var retries = new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is ChatException { IsRetryable: true } failure && ShouldRetry(failure, arguments.AttemptNumber, arguments.Context)),
            DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(Backoff.Next(arguments.Outcome.Exception, arguments.AttemptNumber, CallOf(arguments.Context).Options)),
            OnRetry = arguments => Retrying(arguments.Outcome.Exception!, arguments.RetryDelay, arguments.Context),
        };
        if (_strategies is { } strategies)
        {
            Use(strategies.Retry, retries);
        }

        _attempts = new ResiliencePipelineBuilder
        {
            Name = "ChatSdk",
            InstanceName = options.RetryTelemetry is null ? null : new ServerAddress(options.BaseAddress!, Endpoints.Paths).WithoutQuery,
            TelemetryListener = options.RetryTelemetry,
            TimeProvider = options.TimeProvider,
        }.AddRetry(retries).Build();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var run = ResilienceContextPool.Shared.Get(cancellationToken);
        run.Properties.Set(_callKey, call);
        run.Properties.Set(_contextKey, context);
        _strategies?.Prepare(run, call);
        try
        {
            var outcome = await _attempts.ExecuteOutcomeAsync(
                static (run, attempt) => attempt.Layer.OutcomeAsync(attempt.Call, attempt.Shape, attempt.Context, run.CancellationToken),
                run,
                (Layer: this, Call: call, Shape: shape, Context: context)).ConfigureAwait(false);
            outcome.ThrowIfException();
            var answer = (T)outcome.Result!;
            _budget.Earn();
            return ResumableStream.Of(answer, this, call, context, _log);
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
    }

    /// <summary>
    /// Determines whether to retry after a failure, and if so, reduces the budget. The call is retried if the failure is transient, no rate
    /// limiter or circuit breaker rejected the request, the server does not demand a delay longer than <see cref="ChatClientOptions.MaxRetryAfter"/>,
    /// the maximum number of retries is not reached, enough time and budget are left, and no other code retries the call.
    /// </summary>
    /// <param name="failure">The failure.</param>
    /// <param name="retries">The number of previous retries.</param>
    /// <param name="call">The call.</param>
    /// <param name="context">The context with the time limits of the call.</param>
    public bool TryPayRetry(ChatException failure, int retries, Call call, CallContext context) =>
        call.Options.RetriedElsewhere?.Invoke(failure) != true && TryPayRequest(failure, retries, call.Options.MaxRetries, call, context);

    /// <summary>Determines whether to send another request after a failure, like <see cref="TryPayRetry"/>, but regardless of whether other code also retries the call.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="requests">The number of requests already sent for the same purpose, such as resuming the stream.</param>
    /// <param name="max">The maximum number of requests for this purpose.</param>
    /// <param name="call">The call.</param>
    /// <param name="context">The context with the time limits of the call.</param>
    public bool TryPayRequest(ChatException failure, int requests, int max, Call call, CallContext context) =>
        failure.IsRetryable && TryPay(failure, requests, max, call, context);

    /// <summary>Makes one attempt without retries.</summary>
    public ValueTask<T> AttemptAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken) =>
        _next.RunAsync(call, shape, context, cancellationToken);

    /// <summary>Makes one attempt for the pipeline. The result is an <see cref="object"/>, because Polly would have to convert an outcome of any other type, which would allocate memory.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The exception is returned as the outcome of the attempt.")]
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<object>> OutcomeAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        try
        {
            return Outcome.FromResult<object>(await AttemptAsync(call, shape, context, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            return Outcome.FromException<object>(exception);
        }
    }

    private static Call CallOf(ResilienceContext run) => run.Properties.GetValue(_callKey, null!);

    private bool TryPay(ChatException failure, int requests, int max, Call call, CallContext context)
    {
        var options = call.Options;
        var mayHelp = failure is not ChatConnectionException { IsRejection: true } && !(failure is ChatApiException { RetryAfter: { } wait } && wait > options.MaxRetryAfter);

        // If the delay exceeds the remaining time of the call, the server's error is more useful than a timeout.
        return mayHelp
            && requests < max
            && !context.IsOver
            && Backoff.Longest(failure, requests, options) < context.TimeLeft
            && _budget.TryPay(afterTimeout: failure is ChatTimeoutException);
    }

    /// <summary>Lets the application's retry strategy decide about retries, within the limits of the client.</summary>
    private void Use(RetryStrategyOptions<HttpResponseMessage> own, RetryStrategyOptions retries)
    {
        (retries.BackoffType, retries.Delay, retries.MaxDelay, retries.UseJitter) = (own.BackoffType, own.Delay, own.MaxDelay, own.UseJitter);
        retries.ShouldHandle = async arguments =>
            arguments.Outcome.Exception is ChatException failure
            && RetryRules.MayBeRetried(failure)
            && await own.ShouldHandle(new(arguments.Context, HttpOutcome.Of(failure), arguments.AttemptNumber)).ConfigureAwait(false)
            && ShouldRetry(failure, arguments.AttemptNumber, arguments.Context);
        retries.DelayGenerator = async arguments => Backoff.Requested(arguments.Outcome.Exception)
            ?? (own.DelayGenerator is { } generator
                ? await generator(new(arguments.Context, HttpOutcome.Of(arguments.Outcome.Exception!), arguments.AttemptNumber)).ConfigureAwait(false)
                : null);
        retries.OnRetry = async arguments =>
        {
            var failure = arguments.Outcome.Exception!;
            await Retrying(failure, arguments.RetryDelay, arguments.Context).ConfigureAwait(false);
            if (own.OnRetry is { } onRetry)
            {
                await onRetry(new(arguments.Context, HttpOutcome.Of(failure), arguments.AttemptNumber, arguments.RetryDelay, arguments.Duration)).ConfigureAwait(false);
            }
        };
    }

    private bool ShouldRetry(ChatException failure, int retries, ResilienceContext run)
    {
        var call = CallOf(run);
        return _isRetriedElsewhere?.Invoke(failure) != true
            && call.Options.RetriedElsewhere?.Invoke(failure) != true
            && TryPay(failure, retries, call.Options.MaxRetries, call, run.Properties.GetValue(_contextKey, null!));
    }

    private ValueTask Retrying(Exception failure, TimeSpan wait, ResilienceContext run)
    {
        var context = run.Properties.GetValue(_contextKey, null!);
        context.Report?.Retrying(context.Attempts, wait, failure);
        if (_log.IsEnabled(LogLevel.Warning))
        {
            _log.Retrying(context.Attempts, FailureReason.Of(failure), wait.TotalMilliseconds);
        }

        return default;
    }
}
