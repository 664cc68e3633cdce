namespace ChatSdk;

/// <summary>A stream of steps that can be enumerated once.</summary>
internal sealed class SingleUseStream<T>(IAsyncEnumerable<T> steps) : IAsyncEnumerable<T>
{
    private SingleUse _once;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _once.Take();
        return steps.GetAsyncEnumerator(cancellationToken);
    }
}
