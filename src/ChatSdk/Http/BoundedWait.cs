using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace ChatSdk;

/// <summary>
/// A wait that ends with its token even if the operation does not obey it. The operation then goes on by itself: its result is
/// discarded, its exception is observed, and what it was given, such as a buffer, still belongs to it. Can be used again, for one wait at a time.
/// </summary>
/// <typeparam name="T">The result.</typeparam>
/// <param name="discard">Disposes a result that nobody waits for any more.</param>
internal sealed class BoundedWait<T>(Action<T>? discard = null) : IValueTaskSource<T>
{
    private ManualResetValueTaskSourceCore<T> _result;
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _operation;
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private Action? _end;
    private int _turn;

    // The turn that is still to be ended: by the operation, or by the token.
    private int _open;

    /// <summary>Gets whether the operation did not obey, so that it may still be under way.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Waits for an operation, without a cost if it has ended already.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the operation did not end.</exception>
    public static ValueTask<T> ForAsync(Task<T> operation, CancellationToken cancellationToken, Action<T>? discard = null) =>
        operation.IsCompleted ? new ValueTask<T>(operation) : new BoundedWait<T>(discard).RunAsync(new ValueTask<T>(operation), cancellationToken);

    /// <summary>Waits for an operation.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, and the operation did not end.</exception>
    public ValueTask<T> RunAsync(ValueTask<T> operation, CancellationToken cancellationToken)
    {
        if (operation.IsCompleted)
        {
            return operation;
        }

        _result.Reset();
        (_token, _open) = (cancellationToken, ++_turn);
        _operation = operation.ConfigureAwait(false).GetAwaiter();
        _registration = cancellationToken.UnsafeRegister(static (wait, token) => ((BoundedWait<T>)wait!).Cancelled(token), this);
        _operation.UnsafeOnCompleted(_end ??= End);
        return new ValueTask<T>(this, _result.Version);
    }

    T IValueTaskSource<T>.GetResult(short token) => _result.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    [SuppressMessage("Design", "CA1031", Justification = "Whoever waits gets it; if nobody does, it has been observed.")]
    private void End()
    {
        _registration.Unregister();
        var isAwaited = Interlocked.Exchange(ref _open, 0) != 0;
        var operation = _operation;
        _operation = default;
        T result;
        try
        {
            result = operation.GetResult();
            if (!isAwaited)
            {
                discard?.Invoke(result);
                return;
            }
        }
        catch (Exception exception)
        {
            if (isAwaited)
            {
                _result.SetException(exception);
            }

            return;
        }

        _result.SetResult(result);
    }

    private void Cancelled(CancellationToken token)
    {
        // A callback that comes late, after the next wait has begun with another token, is none of that wait.
        if (token == _token && Volatile.Read(ref _open) is not 0 and var turn)
        {
            _ = GiveUpAsync(turn);
        }
    }

    private async Task GiveUpAsync(int turn)
    {
        await Task.Delay(BoundedWait.Moment, CancellationToken.None).ConfigureAwait(false);
        if (Interlocked.CompareExchange(ref _open, 0, turn) == turn)
        {
            IsGivenUp = true;
            _result.SetException(new OperationCanceledException("The operation was cancelled, but has not ended.", _token));
        }
    }
}

/// <summary>What all bounded waits have in common.</summary>
internal static class BoundedWait
{
    /// <summary>
    /// How long to wait for an operation whose token was cancelled, as those that obey need a moment to end. By the system's clock
    /// and not by that of the options: it is no time of the protocol, and must pass where a test has stopped the clock.
    /// </summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
}
