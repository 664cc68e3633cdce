namespace ChatSdk;

/// <summary>Reads a body into memory, up to a limit.</summary>
internal static class BodyReader
{
    private const int _firstSize = 16 * 1024;

    // A server may announce more than it sends; beyond this, the buffer grows with what is received.
    private const int _mostAnnounced = 1024 * 1024;

    private static readonly TimeSpan _errorTime = TimeSpan.FromSeconds(10);

    /// <summary>Reads the complete body of an answer.</summary>
    /// <exception cref="ChatProtocolException">It is larger than the limit.</exception>
    public static async ValueTask<PooledBytes> ReadAsync(ResponseStream body, int limit, CancellationToken cancellationToken)
    {
        var bytes = new PooledBytes((int)Math.Min(Math.Min(body.ExpectedLength + 1 ?? _firstSize, _mostAnnounced), limit), limit);
        try
        {
            await FillAsync(body, bytes, limit, cancellationToken).ConfigureAwait(false);
            return bytes.Count <= limit ? bytes : throw new ChatProtocolException($"The answer is larger than {limit} bytes (MaxMessageBytes).");
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Reads the body of an error: as much as is received in a short time and fits a small limit, even if it then breaks.</summary>
    public static async ValueTask<byte[]> ReadErrorAsync(ResponseStream body, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(_errorTime, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var bytes = new PooledBytes(_firstSize, Excerpt.Longest);
        try
        {
            await FillAsync(body, bytes, Excerpt.Longest, both.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException)
        {
            // The status is known, and perhaps its reason: a missing rest must not hide them.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return bytes.Bytes[..Math.Min(bytes.Count, Excerpt.Longest)].ToArray();
    }

    private static async ValueTask FillAsync(ResponseStream body, PooledBytes bytes, int limit, CancellationToken cancellationToken)
    {
        while (bytes.Count <= limit && await body.ReadAsync(bytes.Room(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            bytes.Count += read;
        }
    }
}
