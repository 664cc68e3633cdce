using System.Globalization;

namespace ChatSdk;

/// <summary>
/// The state of a running call. It ends when one of the caller's two tokens is canceled or the overall timeout elapses, and records
/// which of these occurred, the number of attempts, and the last response.
/// </summary>
internal sealed class CallContext : IDisposable
{
    private readonly CancellationToken _first;
    private readonly CancellationToken _second;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _all;

    public CallContext(Call call, CancellationToken first, CancellationToken second = default)
    {
        first.ThrowIfCancellationRequested();
        second.ThrowIfCancellationRequested();
        var options = call.Options;
        (_first, _second, _limit) = (first, second, options.OverallTimeout);
        (_time, _start) = (options.TimeProvider, options.TimeProvider.GetTimestamp());
        _timer = _limit == Timeout.InfiniteTimeSpan ? null : new CancellationTokenSource(_limit, options.TimeProvider);
        var isOne = _timer is null && (!first.CanBeCanceled || !second.CanBeCanceled || first == second);
        _all = isOne ? null : CancellationTokenSource.CreateLinkedTokenSource([first, second, _timer?.Token ?? default]);
        Report = CallReport.Start(call);
    }

    public CancellationToken Token => _all?.Token ?? (_first.CanBeCanceled ? _first : _second);

    public bool IsOver => Token.IsCancellationRequested;

    /// <summary>Gets the time until the overall timeout.</summary>
    public TimeSpan TimeLeft => _timer is null ? TimeSpan.MaxValue : _limit - _time.GetElapsedTime(_start);

    public int Attempts { get; set; }

    public ChatResponseInfo? Response { get; set; }

    /// <summary>Gets or sets whether the answer was cached; <see langword="null"/> if the cache was not used.</summary>
    public bool? IsFromCache { get; set; }

    /// <summary>Gets the telemetry of the call; <see langword="null"/> if there is no listener.</summary>
    public CallReport? Report { get; }

    /// <summary>Returns the exception that tells the caller why the call was canceled.</summary>
    public Exception Explain(OperationCanceledException exception)
    {
        if (_first.IsCancellationRequested || _second.IsCancellationRequested)
        {
            var cancellation = new OperationCanceledException("The call was canceled.", exception, _first.IsCancellationRequested ? _first : _second);
            Report?.Canceled(cancellation);
            return cancellation;
        }

        var timeout = Complete(new ChatTimeoutException(ChatTimeoutKind.Overall, string.Create(CultureInfo.InvariantCulture, $"The call took longer than {_limit.TotalSeconds:0.###} s (OverallTimeout)."), exception));
        Report?.Failed(timeout);
        return timeout;
    }

    /// <summary>Adds the data of the call to a failure.</summary>
    public T Complete<T>(T failure)
        where T : ChatException
    {
        failure.Attempts = Attempts;
        failure.RequestId ??= Response?.RequestId;
        return failure;
    }

    /// <summary>Reports a failure. It always returns <see langword="false"/>, so that an exception filter can call it without catching the exception.</summary>
    public bool Notes(Exception exception)
    {
        Report?.Failed(exception);
        return false;
    }

    public void Dispose()
    {
        Report?.End(Attempts, IsFromCache);
        _all?.Dispose();
        _timer?.Dispose();
    }
}
