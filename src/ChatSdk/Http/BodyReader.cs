using System.Buffers;

namespace ChatSdk;

/// <summary>Reads a body into memory, up to a limit.</summary>
internal static class BodyReader
{
    private static readonly TimeSpan _errorTime = TimeSpan.FromSeconds(10);

    /// <summary>Reads the whole body of an answer.</summary>
    /// <exception cref="ChatProtocolException">It is larger than the limit.</exception>
    public static async ValueTask<ArraySegment<byte>> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        var bytes = await ReadPrefixAsync(body, limit, cancellationToken).ConfigureAwait(false);
        return bytes.Count <= limit ? bytes : throw new ChatProtocolException($"The answer is larger than {limit} bytes (MaxEventBytes).");
    }

    /// <summary>Reads the body of an error: as much as comes in a short time and fits a small limit, even if it then breaks off.</summary>
    public static async ValueTask<ArraySegment<byte>> ReadErrorAsync(Stream body, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(_errorTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var bytes = await ReadPrefixAsync(body, Excerpt.Longest, both.Token, keepsWhatCame: true).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return bytes[..Math.Min(bytes.Count, Excerpt.Longest)];
    }

    private static async ValueTask<ArraySegment<byte>> ReadPrefixAsync(Stream body, int limit, CancellationToken cancellationToken, bool keepsWhatCame = false)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var count = 0;
        try
        {
            while (count <= limit && await body.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                count += read;
                if (count == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(count * 2);
                    buffer.AsSpan(0, count).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch (Exception exception) when (keepsWhatCame && exception is (ChatException or OperationCanceledException))
        {
            // The status is known, and perhaps its reason: that the rest did not come must not hide them.
        }

        var bytes = buffer.AsSpan(0, count).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return bytes;
    }
}
