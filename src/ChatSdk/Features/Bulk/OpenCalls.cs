namespace ChatSdk;

/// <summary>Counts the running calls, so that their end can be awaited.</summary>
internal sealed class OpenCalls
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isStopped;

    /// <summary>Counts a new call. Returns <see langword="false"/> after <see cref="StopAsync"/>; the call is then not counted and must not begin.</summary>
    public bool TryBegin()
    {
        lock (_ended)
        {
            _count += _isStopped ? 0 : 1;
            return !_isStopped;
        }
    }

    /// <summary>Counts the end of a call.</summary>
    public void End()
    {
        lock (_ended)
        {
            _count--;
            EndIfLast();
        }
    }

    /// <summary>Prevents further calls.</summary>
    /// <returns>A task that completes when the last call has ended.</returns>
    public Task StopAsync()
    {
        lock (_ended)
        {
            _isStopped = true;
            EndIfLast();
            return _ended.Task;
        }
    }

    private void EndIfLast()
    {
        if (_isStopped && _count == 0)
        {
            _ended.TrySetResult();
        }
    }
}
