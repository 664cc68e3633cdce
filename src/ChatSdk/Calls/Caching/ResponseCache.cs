using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>Keeps whole answers, and finds them again. When the store fails, calls go on without it.</summary>
internal sealed class ResponseCache(IDistributedCache store, ChatResponseCacheOptions options, TimeProvider time, ILogger log)
{
    private int _isDown;

    /// <summary>Looks for the answer to a call; <see langword="null"/> if the call has nothing to do with the cache.</summary>
    public async ValueTask<CachedCall?> FindAsync(ChatCall call, CancellationToken cancellationToken)
    {
        if (call.Body is null || !call.UsesCache)
        {
            return null;
        }

        var key = CacheKey.Of(options.KeyPrefix, call);
        var found = await TryAsync(token => store.GetAsync(key, token), cancellationToken).ConfigureAwait(false);
        var entry = found is null ? null : CacheEntry.Read(found);
        if (entry?.Body.Length > call.Options.MaxMessageBytes && !call.IsStream)
        {
            // A client that takes larger answers kept it; this one would fail on it.
            entry = null;
        }

        if (entry is not null)
        {
            log.CacheHit(call.Operation);
        }

        return new CachedCall(key, entry, options.MaxAnswerBytes);
    }

    /// <summary>Keeps what came, if it was not kept before and is a whole answer.</summary>
    public async ValueTask KeepAsync(CachedCall call, WireRecord? answer)
    {
        if (call is { Entry: null, Arrived: { } arrived } && WholeAnswer.Is(answer))
        {
            var kept = new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = options.Lifetime };

            // The answer is there; that the caller wants no more of it does not matter now.
            await TryAsync(SetAsync, CancellationToken.None).ConfigureAwait(false);

            async Task<byte[]?> SetAsync(CancellationToken token)
            {
                await store.SetAsync(call.Key, arrived.ToBytes(), kept, token).ConfigureAwait(false);
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
            var under = operation(ended.Token);
            Observe(under);

            // Not every store obeys the token.
            var bytes = await under.WaitAsync(ended.Token).ConfigureAwait(false);
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
            // A store may have a word of its own for it.
            throw new OperationCanceledException("The call was cancelled.", exception, cancellationToken);
        }
    }

    // Nobody waits any more for an operation that was given up; how it ends must not come up elsewhere.
    private static void Observe(Task operation) =>
        _ = operation.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
