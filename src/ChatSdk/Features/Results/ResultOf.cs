using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>Turns the exception of a call that failed into a result.</summary>
internal static class ResultOf
{
    /// <summary>Waits for a call and returns its value, or the exception that it failed with.</summary>
    public static async Task<ChatResult<T>> CallAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return new ChatResult<T>(await call.ConfigureAwait(false));
        }
        catch (ChatException exception)
        {
            return new ChatResult<T>(exception);
        }
    }

    /// <summary>Enumerates a stream and returns its items, and as the last result the exception that it failed with.</summary>
    public static async IAsyncEnumerable<ChatResult<T>> StreamAsync<T>(IAsyncEnumerable<T> chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var enumerator = chunks.GetAsyncEnumerator(cancellationToken);
        await using var closing = enumerator.ConfigureAwait(false);
        while (true)
        {
            var (goesOn, error) = await NextAsync().ConfigureAwait(false);
            if (error is not null)
            {
                yield return new ChatResult<T>(error);
            }

            if (!goesOn)
            {
                yield break;
            }

            yield return new ChatResult<T>(enumerator.Current);
        }

        async ValueTask<(bool GoesOn, ChatException? Error)> NextAsync()
        {
            try
            {
                return (await enumerator.MoveNextAsync().ConfigureAwait(false), null);
            }
            catch (ChatException exception)
            {
                return (false, exception);
            }
        }
    }
}
