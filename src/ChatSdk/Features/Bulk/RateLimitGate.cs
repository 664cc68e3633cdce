namespace ChatSdk;

/// <summary>Holds all requests back together when the server says that they come too fast.</summary>
internal sealed class RateLimitGate(ChatClientOptions options)
{
    private State _state = new(opens: 0, 0, 0);

    /// <summary>Waits until requests may go out. Gives a number to tell at <see cref="Close"/>.</summary>
    public async ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var wait = options.TimeProvider.GetElapsedTime(options.TimeProvider.GetTimestamp(), state.Opens);
            if (wait <= TimeSpan.Zero)
            {
                return state.Closings;
            }

            // Up to the next whole millisecond: Task.Delay drops what is beyond one, and would be over at once again and again.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells that a request was refused as one too many. Of several that went out together, the first one counts.</summary>
    /// <param name="number">What <see cref="WaitAsync"/> gave before the request.</param>
    /// <param name="retryAfter">How long the server wants to be left alone, if it says so.</param>
    public void Close(int number, TimeSpan? retryAfter) => Change(state =>
    {
        var isFirst = number == state.Closings ? 1 : 0;
        var wait = retryAfter > TimeSpan.Zero ? retryAfter.Value : isFirst * Backoff.Next(failure: null, state.InARow, options);
        var opens = options.TimeProvider.GetTimestamp() + (long)(wait.TotalSeconds * options.TimeProvider.TimestampFrequency);
        return new State(Math.Max(opens, state.Opens), state.Closings + isFirst, state.InARow + isFirst);
    });

    /// <summary>Tells that a request went through.</summary>
    public void Open() => Change(static state => state.InARow == 0 ? state : new State(state.Opens, state.Closings, 0));

    private void Change(Func<State, State> change)
    {
        State state;
        do
        {
            state = Volatile.Read(ref _state);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _state, change(state), state), state));
    }

    private sealed class State(long opens, int closings, int inARow)
    {
        public long Opens { get; } = opens;

        public int Closings { get; } = closings;

        public int InARow { get; } = inARow;
    }
}
