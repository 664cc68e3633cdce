namespace ChatSdk.Tests;

/// <summary>A clock that advances only when a test calls <see cref="Advance"/>, which also fires the timers that are due, in order.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Func<TimeSpan, bool> Which, TaskCompletionSource<TimeSpan> Found)> _waiters = [];
    private TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Advances the clock. While a timer fires, the clock shows the time at which this timer was due.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (TakeNext(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Waits until a timer is running that has at least the given remaining time, and returns its remaining time.</summary>
    public Task<TimeSpan> NextTimerAsync(TimeSpan atLeast, CancellationToken cancellationToken) =>
        NextTimerAsync(left => left >= atLeast, cancellationToken);

    /// <summary>Waits until a timer is running whose remaining time meets the condition, and returns this remaining time.</summary>
    public Task<TimeSpan> NextTimerAsync(Func<TimeSpan, bool> which, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var timer in _timers)
            {
                if (which(timer.Due - _now))
                {
                    return Task.FromResult(timer.Due - _now);
                }
            }

            var found = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((which, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until at least the given number of timers have a remaining time that meets the condition.</summary>
    public async Task TimersAsync(int count, Func<TimeSpan, bool> which, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task started;
            lock (_lock)
            {
                if (_timers.Count(timer => which(timer.Due - _now)) >= count)
                {
                    return;
                }

                started = _started.Task;
            }

            await started.WaitAsync(cancellationToken);
        }
    }

    private ManualTimer? TakeNext(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            _now = next?.Due ?? end;
            if (next is not null && !next.Repeat())
            {
                _timers.Remove(next);
            }

            return next;
        }
    }

    private void Start(ManualTimer timer, TimeSpan left)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (left != Timeout.InfiniteTimeSpan)
            {
                timer.Due = _now + left;
                _timers.Add(timer);
                _waiters.RemoveAll(waiter => waiter.Which(left) && waiter.Found.TrySetResult(left));
                _started.SetResult();
                _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; set; }

        public void Fire() => callback(state);

        public bool Repeat()
        {
            var repeats = _period > TimeSpan.Zero;
            Due += repeats ? _period : TimeSpan.Zero;
            return repeats;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            time.Start(this, dueTime);
            return true;
        }

        public void Dispose() => time.Start(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
