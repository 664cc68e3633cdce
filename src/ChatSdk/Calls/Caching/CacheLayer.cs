using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>
/// Stores complete answers and returns them for equal calls. Equal calls that run concurrently, except streams, share one request. If
/// the store fails, calls continue without it.
/// </summary>
internal sealed class CacheLayer(ICallLayer next, IDistributedCache store, ChatResponseCacheOptions options, TimeProvider time, ILogger log) : ICallLayer
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Outcome>> _running = new(StringComparer.Ordinal);
    private int _isDown;

    public ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        if (!call.UsesCache)
        {
            return next.RunAsync(call, shape, context, cancellationToken);
        }

        var key = CacheKey.Of(options.KeyPrefix, call);
        return call.IsStream
            ? FindOrStoreAsync(key, call, shape, new Outcome(call), context, cancellationToken)
            : ShareAsync(key, call, shape, context, cancellationToken);
    }

    /// <summary>Makes the call, or waits for the outcome of an equal call.</summary>
    private async ValueTask<T> ShareAsync<T>(string key, Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var own = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
            var running = _running.GetOrAdd(key, own);
            if (running == own)
            {
                return await LeadAsync(key, own, call, shape, context, cancellationToken).ConfigureAwait(false);
            }

            var outcome = await running.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (outcome.Entry is { } entry)
            {
                context.IsFromCache = true;
                log.CacheHit(call.Endpoint.Path);
                return await AnswerAsync(entry, call, shape, context, cancellationToken).ConfigureAwait(false);
            }

            if (outcome.Failure is { } failure && outcome.IsFailureOf(call))
            {
                throw failure.Copy();
            }

            // If the other call succeeded but its answer cannot be shared, each waiting call sends its own request. If the other call was
            // canceled or timed out, or failed for a reason that does not apply to this call, one of the waiting calls takes its place.
            if (outcome.IsAnswered)
            {
                return await FindOrStoreAsync(key, call, shape, new Outcome(call), context, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<T> LeadAsync<T>(string key, TaskCompletionSource<Outcome> own, Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var outcome = new Outcome(call);
        try
        {
            var answer = await FindOrStoreAsync(key, call, shape, outcome, context, cancellationToken).ConfigureAwait(false);
            outcome.IsAnswered = true;
            return answer;
        }
        catch (ChatException failure) when (failure is not ChatTimeoutException)
        {
            // A layer that catches this exception may change it, for example to add the number of attempts.
            outcome.Failure = failure.Copy();
            throw;
        }
        finally
        {
            _running.TryRemove(key, out _);
            own.SetResult(outcome);
        }
    }

    private async ValueTask<T> FindOrStoreAsync<T>(string key, Call call, IAnswerShape<T> shape, Outcome outcome, CallContext context, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(key, call, cancellationToken).ConfigureAwait(false);
        context.IsFromCache = entry is not null;
        if (entry is not null)
        {
            log.CacheHit(call.Endpoint.Path);
            outcome.Entry = entry;
            return await AnswerAsync(entry, call, shape, context, cancellationToken).ConfigureAwait(false);
        }

        var recorded = new RecordedAnswer<T>(shape, call.Options, options.MaxAnswerBytes);
        var answer = await next.RunAsync(call, recorded, context, cancellationToken).ConfigureAwait(false);
        if (answer is IStreamedAnswer stream)
        {
            stream.WhenComplete(completion => StoreAsync(key, recorded.Entry, completion));
        }
        else
        {
            outcome.Entry = recorded.Entry;
            await StoreAsync(key, recorded.Entry, answer as IModelAnswer).ConfigureAwait(false);
        }

        return answer;
    }

    private async ValueTask<CacheEntry?> FindAsync(string key, Call call, CancellationToken cancellationToken)
    {
        var found = await TryAsync(token => store.GetAsync(key, token), cancellationToken).ConfigureAwait(false);
        var entry = found is null ? null : CacheEntry.Read(found);

        // A client with a larger limit may have stored an answer that exceeds the limit of this client.
        return entry?.Body.Length > call.Options.MaxMessageBytes && !call.IsStream ? null : entry;
    }

    private static async ValueTask<T> AnswerAsync<T>(CacheEntry entry, Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var message = entry.ToResponse();
        var info = context.Response = new ChatResponseInfo(message, call.Options, call.ChoiceCount) { IsFromCache = true, SeparatesThinkTags = call.SeparatesThinkTags };
        var response = await ServerResponse.OpenAsync(message, info, call.Options, cancellationToken).ConfigureAwait(false);
        return await shape.ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask StoreAsync(string key, CacheEntry? entry, IModelAnswer? answer)
    {
        if (entry is not null && answer is { IsComplete: true })
        {
            var lifetime = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = options.Lifetime };

            // The answer is complete, so it is stored even if the caller cancels.
            await TryAsync(SetAsync, CancellationToken.None).ConfigureAwait(false);

            async Task<byte[]?> SetAsync(CancellationToken token)
            {
                await store.SetAsync(key, entry.ToBytes(), lifetime, token).ConfigureAwait(false);
                return null;
            }
        }
    }

    private async ValueTask<byte[]?> TryAsync(Func<CancellationToken, Task<byte[]?>> operation, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.MaxWait, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // A store may ignore its cancellation token, or block the calling thread, so the operation runs on another thread.
            var running = Task.Run(() => operation(ended.Token), CancellationToken.None);
            Observe(running);
            var bytes = await running.WaitAsync(ended.Token).ConfigureAwait(false);
            _isDown = 0;
            return bytes;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _isDown, 1) == 0)
            {
                log.CacheFailed(limit.IsCancellationRequested ? nameof(TimeoutException) : exception.GetType().Name);
            }

            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A store whose operation is canceled may throw an exception other than OperationCanceledException.
            throw new OperationCanceledException("The call was canceled.", exception, cancellationToken);
        }
    }

    // The exception from an operation that is no longer awaited must still be observed. Otherwise, it would raise
    // TaskScheduler.UnobservedTaskException.
    private static void Observe(Task operation) =>
        _ = operation.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>The outcome of a call, for equal calls that wait for it.</summary>
    private sealed class Outcome(Call call)
    {
        /// <summary>Gets or sets the answer; <see langword="null"/> if there is none, or if it cannot be shared.</summary>
        public CacheEntry? Entry { get; set; }

        /// <summary>Gets or sets the failure of the call; <see langword="null"/> if there is none that other calls may share.</summary>
        public ChatException? Failure { get; set; }

        /// <summary>Gets or sets whether the call has succeeded.</summary>
        public bool IsAnswered { get; set; }

        /// <summary>
        /// Determines whether an equal call would fail in the same way. The equal call may have another API key or other budgets, or
        /// be retried more often.
        /// </summary>
        public bool IsFailureOf(Call other) =>
            Failure is not ChatBudgetException
            && call.OwnKey == other.OwnKey
            && (Failure is not { IsRetryable: true } || !IsRetriedMore(other));

        private bool IsRetriedMore(Call other) =>
            other.Options.MaxRetries > call.Options.MaxRetries
            || (call.Options.RetriedElsewhere is not null && other.Options.RetriedElsewhere is null);
    }
}
