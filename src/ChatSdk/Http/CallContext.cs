namespace ChatSdk;

/// <summary>
/// A call under way: it ends when the caller says so or its whole time is up, and knows which of the two it was and how
/// often the request was sent.
/// </summary>
internal sealed class CallContext : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenRegistration _registration;

    public CallContext(ChatClientOptions options, CancellationToken caller)
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

    public int Attempts { get; set; }

    /// <summary>Gives what a cancelled operation means to the caller.</summary>
    public Exception Explain(OperationCanceledException exception)
    {
        if (_caller.IsCancellationRequested)
        {
            return new OperationCanceledException("The call was cancelled.", exception, _caller);
        }

        var words = $"The call took longer than {_limit.TotalSeconds:0.###} s (OverallTimeout).";
        return _timer is { IsCancellationRequested: true }
            ? new ChatTimeoutException(ChatTimeoutKind.Overall, words, exception) { Attempts = Attempts }
            : exception;
    }

    public void Dispose()
    {
        _registration.Dispose();
        _timer?.Dispose();
    }
}
