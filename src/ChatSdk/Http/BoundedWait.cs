using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace ChatSdk;

/// <summary>
/// Waits for an operation, and stops waiting soon after the token is canceled even if the operation ignores the token. The operation
/// then continues to run: its result is discarded, its exception is observed, and anything that was passed to it, such as a buffer,
/// must not be used for something else. An instance can be reused, but only for one wait at a time.
/// </summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="discard">Disposes of a result that nobody is waiting for anymore.</param>
internal sealed class BoundedWait<T>(Action<T>? discard = null) : IValueTaskSource<T>
{
    private ManualResetValueTaskSourceCore<T> _result;
    private ConfiguredValueTaskAwaitable<T>.ConfiguredValueTaskAwaiter _operation;
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private Action? _end;
    private int _lastWait;

    // The number of the wait that is pending, or 0. The operation and the token both try to set it to 0; the first one ends the wait.
    private int _pendingWait;

    /// <summary>Gets whether the operation ignored its token, and may therefore still be running.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Waits for an operation. Allocates nothing if the operation has already completed.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled, and the operation did not complete.</exception>
    public static ValueTask<T> ForAsync(Task<T> operation, CancellationToken cancellationToken, Action<T>? discard = null) =>
        operation.IsCompleted ? new ValueTask<T>(operation) : new BoundedWait<T>(discard).RunAsync(new ValueTask<T>(operation), cancellationToken);

    /// <summary>Waits for an operation.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled, and the operation did not complete.</exception>
    public ValueTask<T> RunAsync(ValueTask<T> operation, CancellationToken cancellationToken)
    {
        if (operation.IsCompleted)
        {
            return operation;
        }

        _result.Reset();
        (_token, _pendingWait) = (cancellationToken, ++_lastWait);
        _operation = operation.ConfigureAwait(false).GetAwaiter();
        _registration = cancellationToken.UnsafeRegister(static (wait, token) => ((BoundedWait<T>)wait!).Canceled(token), this);
        _operation.UnsafeOnCompleted(_end ??= End);
        return new ValueTask<T>(this, _result.Version);
    }

    T IValueTaskSource<T>.GetResult(short token) => _result.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _result.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _result.OnCompleted(continuation, state, token, flags);

    [SuppressMessage("Design", "CA1031", Justification = "The exception is passed to the waiting caller. If nobody is waiting anymore, it only has to be observed.")]
    private void End()
    {
        _registration.Unregister();
        var isAwaited = Interlocked.Exchange(ref _pendingWait, 0) != 0;
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

    private void Canceled(CancellationToken token)
    {
        // A late callback for an earlier wait must not end the next wait, which has a different token.
        if (token == _token && Volatile.Read(ref _pendingWait) is not 0 and var pending)
        {
            _ = GiveUpAsync(pending);
        }
    }

    private async Task GiveUpAsync(int pending)
    {
        await Task.Delay(BoundedWait.GracePeriod, CancellationToken.None).ConfigureAwait(false);
        if (Interlocked.CompareExchange(ref _pendingWait, 0, pending) == pending)
        {
            IsGivenUp = true;
            _result.SetException(new OperationCanceledException("The operation was canceled, but it ignored its cancellation token.", _token));
        }
    }
}

/// <summary>A setting that all bounded waits share.</summary>
internal static class BoundedWait
{
    /// <summary>
    /// How long an operation may take to complete after its token is canceled. This time is measured by the system clock and not by the clock
    /// in the options: it is not one of the configurable time limits, and it must elapse even if a test has stopped the clock.
    /// </summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromMilliseconds(500);
}
