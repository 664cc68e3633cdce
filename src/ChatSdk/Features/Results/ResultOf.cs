using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>Converts the value or the exception of a call to a result.</summary>
internal static class ResultOf
{
    /// <summary>Awaits a call and returns its value or its exception.</summary>
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

    /// <summary>Enumerates a stream and returns its items and, if it fails, its exception as the last result.</summary>
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
