using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Polly;

namespace ChatSdk;

/// <summary>
/// Makes each attempt through the application's strategies: hedging, rate limiter and circuit breaker. To them, an attempt looks like an
/// HTTP request whose response arrives when the whole answer, or the first chunk of a stream, has been received.
/// </summary>
/// <param name="next">The layer that makes one attempt.</param>
/// <param name="strategies">The strategies.</param>
/// <param name="options">The options of the server.</param>
internal sealed class StrategyLayer(ICallLayer next, ChatStrategies strategies, ChatClientOptions options) : ICallLayer
{
    // Each server has its own pipeline, because a pipeline holds the state of its circuit breaker. There can be several servers, because
    // the options of a call can specify a server other than the client's.
    private readonly ConcurrentDictionary<string, ResiliencePipeline<HttpResponseMessage>> _pipelines = new(StringComparer.Ordinal);

    public async ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var run = ResilienceContextPool.Shared.Get(cancellationToken);
        TimedHedging.Prepare(run, call, context);
        strategies.Prepare(run, call);
        try
        {
            var outcome = await PipelineOf(call.Options.BaseAddress!).ExecuteOutcomeAsync(
                static (run, attempt) => attempt.Layer.AttemptAsync(attempt.Call, attempt.Shape, attempt.Context.ForAttempt(), run.CancellationToken),
                run,
                (Layer: this, Call: call, Shape: shape, Context: context)).ConfigureAwait(false);
            var message = outcome.Result as AnswerMessage<T>;
            if (message is null)
            {
                ExceptionDispatchInfo.Throw(HttpOutcome.FailureOf(outcome) ?? new InvalidOperationException("A strategy replaced the server's response, which is not supported."));
            }

            context.Response = message.Attempt.Response;
            return message.Answer;
        }
        catch (ExecutionRejectedException rejection)
        {
            throw NetworkErrors.OfRejection(rejection);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(run);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The exception is returned as the outcome of the attempt.")]
    [SuppressMessage("Reliability", "CA2000", Justification = "The message has no content. Its stream is returned to the caller, or disposed by the hedging strategy.")]
    private async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync<T>(Call call, IAnswerShape<T> shape, CallContext attempt, CancellationToken cancellationToken)
    {
        try
        {
            var running = next.RunAsync(call, shape, attempt, cancellationToken);
            var answer = strategies.Hedging is null
                ? await running.ConfigureAwait(false)
                : await OrCanceledAsync(running.AsTask(), cancellationToken).ConfigureAwait(false);
            return Outcome.FromResult<HttpResponseMessage>(new AnswerMessage<T>(answer, attempt));
        }
        catch (Exception exception)
        {
            if (exception is ChatException failure)
            {
                failure.RequestId ??= attempt.Response?.RequestId;
            }

            return HttpOutcome.Of(exception);
        }
    }

    /// <summary>Waits until an attempt ends or is canceled. It does not wait for an attempt that ignores the cancellation, so that such an attempt does not delay the answer from another attempt.</summary>
    private static async Task<T> OrCanceledAsync<T>(Task<T> attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await attempt.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _ = DiscardAsync(attempt);
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody is waiting for the attempt anymore, so its exception only has to be observed.")]
    private static async Task DiscardAsync<T>(Task<T> attempt)
    {
        try
        {
            if (await attempt.ConfigureAwait(false) is IAsyncDisposable stream)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The canceled attempt failed, and nobody needs its exception.
        }
    }

    private ResiliencePipeline<HttpResponseMessage> PipelineOf(string baseAddress) =>
        _pipelines.GetOrAdd(new ServerAddress(baseAddress, Endpoints.Paths).WithoutQuery, static (address, layer) => layer.Build(address), this);

    private ResiliencePipeline<HttpResponseMessage> Build(string address)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>
        {
            Name = "ChatSdk",
            InstanceName = address,
            TelemetryListener = options.RetryTelemetry,
            TimeProvider = options.TimeProvider,
        };
        if (strategies.Hedging is { } hedging)
        {
            builder.AddHedging(TimedHedging.Of(hedging));
        }

        strategies.AddToAttempt(builder);
        return builder.Build();
    }
}
