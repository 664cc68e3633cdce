using System.Globalization;
using System.Runtime.CompilerServices;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Bulk;

/// <summary>Base class of the bulk tests. Provides numbered requests, and a source that counts the requests read from it.</summary>
public abstract class BulkTest : FakeServerTest
{
    private int _requestsRead;

    /// <summary>Gets the number of requests read from <see cref="NewRequestsAsync"/>.</summary>
    protected int RequestsRead => Volatile.Read(ref _requestsRead);

    /// <summary>Gets whether the enumeration of <see cref="NewRequestsAsync"/> has ended.</summary>
    protected bool IsSourceClosed { get; private set; }

    protected static ChatCompletionRequest NewRequest(int number) => new() { Messages = [ChatMessage.User(number.ToString(CultureInfo.InvariantCulture))] };

    protected static IEnumerable<ChatCompletionRequest> NewRequests(int count) => Enumerable.Range(0, count).Select(NewRequest);

    /// <summary>Returns the given number of requests, and then throws the exception if one is specified.</summary>
    protected async IAsyncEnumerable<ChatCompletionRequest> NewRequestsAsync(int count, Exception? then = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            for (var number = 0; number < count; number++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                Interlocked.Increment(ref _requestsRead);
                yield return NewRequest(number);
            }

            if (then is not null)
            {
                throw then;
            }
        }
        finally
        {
            IsSourceClosed = true;
        }
    }

    /// <summary>Returns the given number of requests, and then waits until the token is canceled.</summary>
    protected async IAsyncEnumerable<ChatCompletionRequest> NewRequestsThenHangAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var request in NewRequestsAsync(count, cancellationToken: cancellationToken))
        {
            yield return request;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private protected static async Task<List<ChatRequestResult>> AllAsync(IAsyncEnumerable<ChatRequestResult> results)
    {
        List<ChatRequestResult> all = [];
        await foreach (var result in results.WithCancellation(Guard))
        {
            all.Add(result);
        }

        return all;
    }

    private protected async Task<List<FakeRequest>> NextRequestsAsync(int count)
    {
        List<FakeRequest> requests = [];
        for (var number = 0; number < count; number++)
        {
            requests.Add(await Server.NextRequestAsync(Guard));
        }

        return requests;
    }
}
