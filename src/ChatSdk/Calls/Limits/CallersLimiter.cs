using System.Threading.RateLimiting;

namespace ChatSdk;

/// <summary>A rate limiter that the caller supplied. It may throw, block the calling thread, or ignore its cancellation token.</summary>
/// <param name="name">The name of the option that contains the limiter.</param>
/// <param name="countsTokens">Whether the limiter is for tokens instead of requests.</param>
/// <param name="acquire">Acquires a number of permits from the limiter.</param>
internal sealed class CallersLimiter(string name, bool countsTokens, Func<int, CancellationToken, ValueTask<RateLimitLease>> acquire) : CallLimit(countsTokens)
{
    // Limiters without a queue must be polled. Many round the time until permits are available to whole seconds, so a reported time that is
    // longer than this interval is not used.
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan _minDelay = TimeSpan.FromMilliseconds(1);

    /// <summary>Acquires as many permits as the request costs. If the limiter can never grant that many, the number is halved until it can.</summary>
    /// <exception cref="InvalidOperationException">The limiter failed.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public override async ValueTask<TimeSpan?> TryTakeAsync(Permit permit, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(CostOf(permit), int.MaxValue);
        while (true)
        {
            try
            {
                return Take(permit, await AcquireAsync(count, cancellationToken).ConfigureAwait(false));
            }
            catch (ArgumentOutOfRangeException) when (count > 1)
            {
                count /= 2;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InvalidOperationException($"The rate limiter in {name} failed ({exception.GetType().Name}); see the inner exception.", exception);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A limiter may throw an exception of any type when its token is canceled.
                throw new OperationCanceledException("The call was canceled.", exception, cancellationToken);
            }
        }
    }

    private static TimeSpan? Take(Permit permit, RateLimitLease lease)
    {
        if (lease.IsAcquired)
        {
            permit.Leases.Add(lease);
            return null;
        }

        using (lease)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var reported) && reported < _pollInterval ? reported : _pollInterval;
            return wait > _minDelay ? wait : _minDelay;
        }
    }

    private ValueTask<RateLimitLease> AcquireAsync(int count, CancellationToken cancellationToken)
    {
        var acquiring = Task.Run(() => acquire(count, cancellationToken).AsTask(), CancellationToken.None);
        return BoundedWait<RateLimitLease>.ForAsync(acquiring, cancellationToken, static late => late.Dispose());
    }
}
