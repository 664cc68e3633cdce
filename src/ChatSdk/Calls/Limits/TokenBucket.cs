namespace ChatSdk;

/// <summary>
/// A rate limit: an amount that grows steadily up to a maximum, and from which each request takes its cost. The amount can become
/// negative, because a cost can exceed the maximum, or can turn out to be higher than estimated once the request has been answered.
/// </summary>
internal sealed class TokenBucket : CallLimit
{
    // The limit is not used up completely, because the number of requests that reach the server in a minute can be higher than the number
    // of requests that are sent in a minute.
    private const double _share = 0.98;

    // Timers fire late. After a wait, the amount may exceed the maximum by as much as it grows in this time, so that late timers do not
    // reduce the rate.
    private static readonly TimeSpan _maxDelay = TimeSpan.FromMilliseconds(250);

    // Rounding errors must not cause another wait.
    private const double _tolerance = 1e-6;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly double _perSecond;
    private readonly double _capacity;
    private double _amount;
    private long _updated;
    private TimeSpan? _expectedWait;

    /// <summary>Initializes a new instance of the <see cref="TokenBucket"/> class.</summary>
    /// <param name="perMinute">The limit per minute.</param>
    /// <param name="countsTokens">Whether the limit is for tokens instead of requests.</param>
    /// <param name="burst">The length of a burst: after a pause, as much as the limit allows in this time can be used at once. A limit for requests allows one additional request.</param>
    /// <param name="time">The clock.</param>
    public TokenBucket(int perMinute, bool countsTokens, TimeSpan burst, TimeProvider time)
        : base(countsTokens)
    {
        (_time, _updated) = (time, time.GetTimestamp());
        _perSecond = perMinute * _share / 60;
        _amount = _capacity = (countsTokens ? 0 : 1) + (_perSecond * burst.TotalSeconds);
    }

    public override ValueTask<TimeSpan?> TryTakeAsync(Permit permit, CancellationToken cancellationToken) => ValueTask.FromResult(TryTake(CostOf(permit)));

    public override bool Used(Permit permit, long? tokens)
    {
        // A request that was sent counts as one request, whatever its answer is.
        var difference = CountsTokens || tokens is null ? CostOf(permit) - (tokens ?? 0) : 0;
        Return(difference);
        return difference != 0;
    }

    /// <summary>Takes a cost. A cost that exceeds the maximum is taken when the amount has reached the maximum.</summary>
    /// <returns><see langword="null"/> if the cost was taken; otherwise, the time after which to try again.</returns>
    public TimeSpan? TryTake(double cost)
    {
        lock (_lock)
        {
            if (cost <= 0)
            {
                return null;
            }

            Grow();
            var needed = Math.Min(cost, _capacity);
            if (_amount + _tolerance >= needed)
            {
                _amount -= cost;
                _expectedWait = null;
                return null;
            }

            _expectedWait = TimeSpan.FromSeconds((needed - _amount) / _perSecond);
            return _expectedWait;
        }
    }

    /// <summary>Adds a cost, or a part of it, back to the amount. A negative <paramref name="cost"/> reduces the amount.</summary>
    public void Return(double cost)
    {
        lock (_lock)
        {
            Grow();
            _amount += cost;
        }
    }

    private void Grow()
    {
        var elapsed = _time.GetElapsedTime(_updated);
        _updated = _time.GetTimestamp();
        var afterPause = Math.Min(_amount + (_perSecond * elapsed.TotalSeconds), _capacity);
        _amount = _expectedWait is { } wait
            ? Math.Max(afterPause, _amount + (_perSecond * Math.Min(elapsed.TotalSeconds, (wait + _maxDelay).TotalSeconds)))
            : afterPause;
        _expectedWait = null;
    }
}
