namespace ChatSdk;

/// <summary>
/// Learns how fast a server accepts requests. Until the first rejection, no request is delayed. Afterwards, requests are sent at
/// an interval that decreases while requests are accepted and increases when one is rejected.
/// </summary>
internal sealed class RequestPace(ChatClientOptions options) : IDisposable
{
    // If a server rejects requests even after this many pauses, their rate is not the reason.
    private const int _maxPauses = 10;

    // After each of the first consecutive rejections, up to this number, only the interval is increased, without a pause, to find an interval
    // that the server accepts. If the server requests a delay, there is always a pause.
    private const int _searches = 3;

    // The number of accepted requests after which an interval that was rejected before is tried again.
    private const int _patience = 50;

    private static readonly TimeSpan _minInterval = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _maxFirstInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _queue = new(1);
    private readonly long _start = options.TimeProvider.GetTimestamp();

    // The earliest time at which the next request may be sent.
    private TimeSpan _nextAt;
    private TimeSpan? _lastAccepted;
    private bool _isPaused;
    private int _rejections;
    private int _rejectionsInRow;
    private int _pauses;

    // The current interval, the interval at which a request was last rejected, and the interval at which one was last accepted.
    private TimeSpan _interval;
    private TimeSpan _refused;
    private TimeSpan _accepted;
    private double _step;
    private double _firstStep;
    private int _streak;

    private TimeSpan Now => options.TimeProvider.GetElapsedTime(_start);

    private TimeSpan NextAfterAccepted => _lastAccepted is { } accepted ? accepted + _interval : TimeSpan.Zero;

    /// <summary>Waits until a request may be sent. Requests proceed in the order in which they began to wait.</summary>
    /// <returns>The permit, which must be passed to <see cref="Accept"/> or <see cref="Refuse"/>.</returns>
    public async ValueTask<PacePermit> WaitAsync(CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                if (TryPermit(out var permit) is not { } wait)
                {
                    return permit;
                }

                // The delay is rounded up, because Task.Delay truncates it to whole milliseconds. Otherwise, the loop would spin for the rest of the
                // last millisecond.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>Reports that a request was accepted. Requests that were sent before the last rejection, or that were the first after a pause, do not affect the interval.</summary>
    public void Accept(PacePermit permit)
    {
        lock (_queue)
        {
            (_rejectionsInRow, _pauses) = (0, 0);
            if (_interval > TimeSpan.Zero && permit.Number == _rejections && !permit.IsAfterPause && permit.Interval <= _interval)
            {
                SpeedUp();
            }
        }
    }

    /// <summary>Reports that a request exceeded the rate limit. If several concurrent requests are rejected, only the first one changes the interval.</summary>
    /// <param name="permit">The permit of the request.</param>
    /// <param name="retryAfter">The delay that the server requests; <see langword="null"/> if it requests none.</param>
    /// <returns>Whether to send the request again; <see langword="false"/> if the server rejects requests however slowly they are sent.</returns>
    public bool Refuse(PacePermit permit, TimeSpan? retryAfter)
    {
        lock (_queue)
        {
            var requested = retryAfter > TimeSpan.Zero ? retryAfter : null;
            if (permit.Number == _rejections)
            {
                SlowDown(permit, requested);
            }
            else if (requested is { } wait && Now + wait is var until && until > _nextAt)
            {
                (_nextAt, _isPaused) = (until, true);
            }

            return _pauses <= _maxPauses;
        }
    }

    public void Dispose() => _queue.Dispose();

    private TimeSpan? TryPermit(out PacePermit permit)
    {
        lock (_queue)
        {
            var now = Now;
            if (now < _nextAt)
            {
                permit = default;
                return _nextAt - now;
            }

            permit = new PacePermit(_rejections, _interval, now, _lastAccepted, _isPaused);
            (_nextAt, _lastAccepted, _isPaused) = (now + _interval, now, false);
            return null;
        }
    }

    private void SpeedUp()
    {
        _accepted = _interval;
        _streak++;
        if (_interval <= _refused * 1.08)
        {
            if (_streak < _patience)
            {
                return;
            }

            (_refused, _streak, _step) = (_refused * 0.95, 0, _firstStep);
        }

        // The interval decreases quickly until a request is rejected, and then ever more slowly toward the interval that was rejected.
        var known = _refused + ((_interval - _refused) * (_refused > TimeSpan.Zero ? 0.75 : 0.25));
        var next = _interval * (1 - _step);
        _interval = next > known ? next : known;
        _interval = _interval < _minInterval ? TimeSpan.Zero : _interval;
        _step = Math.Min(0.5, _step * 2);
    }

    private void SlowDown(PacePermit permit, TimeSpan? retryAfter)
    {
        _lastAccepted = _lastAccepted == permit.SentAt ? permit.LastAccepted : _lastAccepted;
        (_rejections, _rejectionsInRow, _streak) = (_rejections + 1, _rejectionsInRow + 1, 0);

        // If the server requests a delay after each rejection, rejections are expensive, so the interval changes in small steps.
        _step = _firstStep = retryAfter is null ? 0.25 : 0.06;
        var hold = permit.Interval == TimeSpan.Zero ? Begin(retryAfter) : Grow(permit, retryAfter);
        _pauses += hold > TimeSpan.Zero ? 1 : 0;
        (_nextAt, _isPaused) = (Longer(Now + hold, NextAfterAccepted), hold > TimeSpan.Zero);
    }

    private TimeSpan Begin(TimeSpan? retryAfter)
    {
        var hold = retryAfter ?? Longer(Backoff.Next(failure: null, _pauses, options), _minInterval);
        (_refused, _accepted) = (TimeSpan.Zero, TimeSpan.Zero);
        _interval = hold < _maxFirstInterval ? hold : _maxFirstInterval;
        return hold;
    }

    private TimeSpan Grow(PacePermit permit, TimeSpan? retryAfter)
    {
        var isFirst = _rejectionsInRow == 1;
        if (isFirst && !permit.IsAfterPause)
        {
            _refused = permit.Interval;
        }

        if (isFirst && _accepted > permit.Interval * 1.01)
        {
            _interval = _accepted;
        }
        else if (isFirst || retryAfter is null)
        {
            _accepted = TimeSpan.Zero;
            _interval = permit.Interval * (!isFirst ? 1.2 : retryAfter is null ? 1.02 : 1.06);
            _interval = _interval < options.MaxRetryDelay ? _interval : Longer(options.MaxRetryDelay, _minInterval);
        }

        var isSearching = _rejectionsInRow <= _searches && NextAfterAccepted > Now;
        return retryAfter ?? (isSearching ? TimeSpan.Zero : Longer(_interval, Backoff.Next(failure: null, _pauses, options)));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
