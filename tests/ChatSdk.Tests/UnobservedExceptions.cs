namespace ChatSdk.Tests;

/// <summary>
/// Counts the exceptions of a type that tasks end with and that nobody observes. A task must not be in a variable of the test when they are
/// counted, because only a task that the garbage collector has freed can report its exception.
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
