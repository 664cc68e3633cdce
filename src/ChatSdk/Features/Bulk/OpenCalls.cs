using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>Counts the calls that are under way, so that their end can be awaited.</summary>
internal sealed class OpenCalls
{
    [SuppressMessage("Performance", "MA0158", Justification = "Lock is newer than net8.0.")]
    private readonly object _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private bool _isStopped;

    /// <summary>Begins a call, unless no more may begin.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            _count += _isStopped ? 0 : 1;
            return !_isStopped;
        }
    }

    /// <summary>Ends a call.</summary>
    public void End()
    {
        lock (_lock)
        {
            _count--;
            EndIfLast();
        }
    }

    /// <summary>Lets no more calls begin.</summary>
    /// <returns>A task that ends with the last call.</returns>
    public Task StopAsync()
    {
        lock (_lock)
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
