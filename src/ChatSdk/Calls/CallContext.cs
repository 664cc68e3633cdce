using System.Globalization;

namespace ChatSdk;

/// <summary>
/// The state of a running call: the number of attempts, the last response, the caller's two cancellation tokens, and the overall timeout.
/// Each of the two tokens and the timeout can end the call. Between two waits, no timer or token refers to the context, so that an
/// abandoned stream can be garbage collected.
/// </summary>
internal sealed class CallContext : IDisposable
{
    private readonly CancellationToken _first;
    private readonly CancellationToken _second;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationTokenSource? _any;
    private CancellationTokenRegistration _ofFirst;
    private CancellationTokenRegistration _ofSecond;
    private CallContext? _parent;
    private int _attempts;

    /// <summary>Initializes a new instance of the <see cref="CallContext"/> class, and begins the first wait.</summary>
    public CallContext(Call call, ModelNames models, CancellationToken first, CancellationToken second = default)
    {
        first.ThrowIfCancellationRequested();
        second.ThrowIfCancellationRequested();
        var options = call.Options;
        (_first, _second, _limit) = (first, second, options.OverallTimeout);
        (_time, _start) = (options.TimeProvider, options.TimeProvider.GetTimestamp());
        var isOne = !HasLimit && (!first.CanBeCanceled || !second.CanBeCanceled || first == second);
        _any = isOne ? null : HasLimit ? new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time) : new CancellationTokenSource();
        Report = CallReport.Start(call, models);
        BeginWait();
    }

    /// <summary>Gets a token that is canceled if one of the caller's tokens is canceled or the overall timeout elapses while the call waits.</summary>
    public CancellationToken Token => _any?.Token ?? CallerToken;

    /// <summary>Gets the first of the caller's tokens that can be canceled. It is not linked to the other token or to the overall timeout.</summary>
    public CancellationToken CallerToken => _first.CanBeCanceled ? _first : _second;

    public bool IsOver => Token.IsCancellationRequested;

    /// <summary>Gets the time until the overall timeout; <see cref="TimeSpan.MaxValue"/> if there is no such timeout.</summary>
    public TimeSpan TimeLeft => HasLimit ? _limit - _time.GetElapsedTime(_start) : TimeSpan.MaxValue;

    /// <summary>Gets the number of attempts so far. In the context of one attempt, this is the number of that attempt.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Gets or sets the number of times that the rest of an interrupted stream was requested.</summary>
    public int Resumptions { get; set; }

    public ChatResponseInfo? Response { get; set; }

    /// <summary>Gets or sets whether the answer was read from the cache; <see langword="null"/> if the cache was not used.</summary>
    public bool? IsFromCache { get; set; }

    /// <summary>Gets or sets whether the next request is waiting for one of the client's rate limits.</summary>
    public bool IsRateLimited
    {
        get;
        set
        {
            field = value;
            _parent?.IsRateLimited = value;
        }
    }

    /// <summary>Gets the object that reports the call to telemetry and callbacks; <see langword="null"/> if there are neither listeners nor callbacks.</summary>
    public CallReport? Report { get; }

    private bool HasLimit => _limit != Timeout.InfiniteTimeSpan;

    /// <summary>Returns a context for an attempt that runs at the same time as others. The new context has its own response, and must not be disposed.</summary>
    public CallContext ForAttempt()
    {
        var attempt = (CallContext)MemberwiseClone();
        attempt._parent = this;
        return attempt;
    }

    /// <summary>Counts an attempt, and removes the response to the previous one.</summary>
    public void BeginAttempt()
    {
        _attempts = _parent is null ? Interlocked.Increment(ref _attempts) : Interlocked.Increment(ref _parent._attempts);
        Response = null;
    }

    /// <summary>Begins a wait, which the caller's tokens and the overall timeout can end. If a token is already canceled or the timeout has elapsed, the wait ends immediately.</summary>
    public void BeginWait()
    {
        if (_any is null)
        {
            return;
        }

        _ofFirst = Link(_first);
        _ofSecond = Link(_second);
        if (HasLimit && TimeLeft is var left && left > TimeSpan.Zero)
        {
            _any.CancelAfter(left);
        }
        else if (HasLimit)
        {
            _any.Cancel();
        }
    }

    /// <summary>Ends a wait: detaches the caller's tokens, and stops the timer.</summary>
    public void EndWait()
    {
        _ofFirst.Dispose();
        _ofSecond.Dispose();
        if (HasLimit)
        {
            _any!.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Throws if a wait for a rate limit would exceed the overall timeout.</summary>
    /// <exception cref="ChatTimeoutException">The wait is longer than the remaining time.</exception>
    public void ThrowIfTooLong(TimeSpan wait)
    {
        if (wait > TimeLeft)
        {
            throw new ChatTimeoutException(ChatTimeoutKind.Overall, string.Create(CultureInfo.InvariantCulture, $"The rate limit (RateLimits) requires a wait of {wait.TotalSeconds:0.###} s, but only {Math.Max(0, TimeLeft.TotalSeconds):0.###} s of the OverallTimeout are left."));
        }
    }

    /// <summary>Returns the exception to throw instead of the given one: a cancellation with the caller's token if the caller canceled the call, or else a timeout.</summary>
    public Exception Explain(OperationCanceledException exception)
    {
        if (_first.IsCancellationRequested || _second.IsCancellationRequested)
        {
            var cancellation = new OperationCanceledException("The call was canceled.", exception, _first.IsCancellationRequested ? _first : _second);
            Report?.Canceled(cancellation);
            return cancellation;
        }

        var wait = IsRateLimited ? " It was still waiting for a rate limit (RateLimits)." : "";
        var timeout = Complete(new ChatTimeoutException(ChatTimeoutKind.Overall, string.Create(CultureInfo.InvariantCulture, $"The call took longer than {_limit.TotalSeconds:0.###} s (OverallTimeout).{wait}"), exception));
        Report?.Failed(timeout);
        return timeout;
    }

    /// <summary>Adds the number of attempts and the request id to a failure.</summary>
    public T Complete<T>(T failure)
        where T : ChatException
    {
        failure.Attempts = Attempts;
        failure.RequestId ??= Response?.RequestId;
        return failure;
    }

    /// <summary>Reports a failure. The result is always <see langword="false"/>, so that an exception filter can call it without catching the exception.</summary>
    public bool ReportFailure(Exception exception)
    {
        Report?.Failed(exception);
        return false;
    }

    public void Dispose()
    {
        Report?.End(Attempts, Resumptions, IsFromCache);
        EndWait();
        _any?.Dispose();
    }

    private CancellationTokenRegistration Link(CancellationToken token) => token.UnsafeRegister(static any => ((CancellationTokenSource)any!).Cancel(), _any);
}
