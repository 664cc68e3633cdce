namespace ChatSdk;

/// <summary>A stream of steps that can be enumerated once.</summary>
internal sealed class OneTimeStream<T>(IAsyncEnumerable<T> steps) : IAsyncEnumerable<T>
{
    private OneTime _once;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _once.Take();
        return steps.GetAsyncEnumerator(cancellationToken);
    }
}
