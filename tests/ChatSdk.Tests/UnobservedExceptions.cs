namespace ChatSdk.Tests;

/// <summary>
/// Counts the exceptions of one type with which tasks have failed, and which nobody has observed. When the exceptions are counted, no
/// variable of the test may refer to such a task, because a task reports its exception only after the garbage collector has freed the task.
/// </summary>
internal sealed class UnobservedExceptions<TException> : IDisposable
    where TException : Exception
{
    private int _count;

    public UnobservedExceptions() => TaskScheduler.UnobservedTaskException += Add;

    /// <summary>Collects garbage several times, and returns how many exceptions were unobserved.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < 5; round++)
        {
            await Task.Delay(10, cancellationToken);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Volatile.Read(ref _count);
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Add;

    private void Add(object? sender, UnobservedTaskExceptionEventArgs failure)
    {
        if (failure.Exception.GetBaseException() is TException)
        {
            Interlocked.Increment(ref _count);
        }
    }
}
