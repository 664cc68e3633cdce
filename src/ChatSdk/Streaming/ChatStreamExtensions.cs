using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>Provides extension methods for streams of chunks.</summary>
public static class ChatStreamExtensions
{
    /// <summary>Reads a stream to its end and returns the completion that the same call would return without streaming.</summary>
    /// <param name="chunks">The chunks, from <c>CreateStreamAsync</c>.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The completion.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="chunks"/> is <see langword="null"/>.</exception>
    /// <exception cref="ChatException">The stream failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public static Task<ChatCompletion> ToCompletionAsync(this IAsyncEnumerable<ChatCompletionChunk> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return chunks is ICompletionSource source ? source.ToCompletionAsync(cancellationToken) : CollectAsync(chunks, cancellationToken);
    }

    /// <summary>Returns only the fragments of the text; chunks without text are skipped. If several choices were requested, only the text of the first choice is returned.</summary>
    /// <param name="chunks">The chunks, from <c>CreateStreamAsync</c>.</param>
    /// <param name="cancellationToken">Cancels the read. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The fragments, in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="chunks"/> is <see langword="null"/>.</exception>
    /// <exception cref="ChatException">While enumerating: the stream failed.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    public static IAsyncEnumerable<string> TextChunksAsync(this IAsyncEnumerable<ChatCompletionChunk> chunks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return FragmentsAsync(chunks, cancellationToken);
    }

    private static async Task<ChatCompletion> CollectAsync(IAsyncEnumerable<ChatCompletionChunk> chunks, CancellationToken cancellationToken)
    {
        var answer = new ChatCompletionAccumulator();
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            answer.Add(chunk);
        }

        return answer.ToCompletion();
    }

    private static async IAsyncEnumerable<string> FragmentsAsync(IAsyncEnumerable<ChatCompletionChunk> chunks, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (chunk.Text.Length > 0)
            {
                yield return chunk.Text;
            }
        }
    }
}
