namespace ChatSdk.Tests;

/// <summary>
/// Counts the task exceptions of one type that were never observed. When they are counted, no variable of the test may refer to the failed
/// task, because its exception is reported as unobserved only after the garbage collector has freed the task.
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
