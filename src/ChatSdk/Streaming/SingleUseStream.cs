namespace ChatSdk;

/// <summary>A stream that can be enumerated only once.</summary>
internal sealed class SingleUseStream<T>(IAsyncEnumerable<T> items) : IAsyncEnumerable<T>
{
    private SingleUse _once;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _once.Take();
        return items.GetAsyncEnumerator(cancellationToken);
    }
}
