namespace System.Linq;

/// <summary>The LINQ method for asynchronous streams that the tests use and that .NET 8 does not have.</summary>
internal static class AsyncLinq
{
    public static async Task<T> LastAsync<T>(this IAsyncEnumerable<T> items, CancellationToken cancellationToken)
    {
        List<T> list = [];
        await foreach (var item in items.WithCancellation(cancellationToken))
        {
            list.Add(item);
        }

        return list[^1];
    }
}
