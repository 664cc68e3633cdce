namespace ChatSdk;

/// <summary>Ends a call when the caller says so or its whole time is up, and knows which of the two it was.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenRegistration _registration;

    public CallDeadline(ChatClientOptions options, CancellationToken caller)
    {
        caller.ThrowIfCancellationRequested();
        _caller = caller;
        _limit = options.OverallTimeout;
        if (_limit != Timeout.InfiniteTimeSpan)
        {
            _timer = new CancellationTokenSource(_limit, options.TimeProvider);
            _registration = caller.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), _timer);
        }
    }

    public CancellationToken Token => _timer?.Token ?? _caller;

    /// <summary>Gives what a cancelled operation means to the caller.</summary>
    public Exception Explain(OperationCanceledException exception) => this switch
    {
        _ when _caller.IsCancellationRequested => new OperationCanceledException("The call was cancelled.", exception, _caller),
        { _timer.IsCancellationRequested: true } => new ChatTimeoutException(
            ChatTimeoutKind.Overall,
            $"The call took longer than {_limit.TotalSeconds:0.###} s (OverallTimeout).",
            exception),
        _ => exception,
    };

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
    }
}
