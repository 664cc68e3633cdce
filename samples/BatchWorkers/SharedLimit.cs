using RedisRateLimiting;
using StackExchange.Redis;

/// <summary>A rate limit that all workers share, because its state is in Redis.</summary>
internal sealed class SharedLimit : IDisposable
{
    private readonly RedisTokenBucketRateLimiter<string> _limiter;
    private readonly TimeSpan _pause;
    private readonly SemaphoreSlim _turn = new(1);

    public SharedLimit(IConnectionMultiplexer redis, string name, int requestsPerMinute)
    {
        // At most the permits for a tenth of a second are available at once, so there are no bursts.
        var permits = Math.Max(1, requestsPerMinute / 600);
        var period = TimeSpan.FromMinutes((double)permits / requestsPerMinute);
        _pause = period / 4;
        _limiter = new RedisTokenBucketRateLimiter<string>(name, new RedisTokenBucketRateLimiterOptions
        {
            ConnectionMultiplexerFactory = () => redis,
            TokenLimit = permits,
            TokensPerPeriod = permits,
            ReplenishmentPeriod = period,
        });
    }

    /// <summary>Waits until a request may be sent. The callers of this worker are served one by one, because the limiter has no queue and must be polled.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            while (!await TryAcquireAsync(cancellationToken))
            {
                // The limiter returns the delay only in whole seconds.
                await Task.Delay(_pause, cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _limiter.Dispose();
        _turn.Dispose();
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        using var lease = await _limiter.AcquireAsync(permitCount: 1, cancellationToken);
        return lease.IsAcquired;
    }
}
