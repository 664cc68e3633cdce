namespace ChatSdk;

/// <summary>Reads a body into memory, up to a limit.</summary>
internal static class BodyReader
{
    private const int _defaultSize = 16 * 1024;

    // A server may announce more bytes than it sends, so the initial buffer is not larger than this.
    private const int _maxInitialSize = 1024 * 1024;

    private static readonly TimeSpan _errorTimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Reads the complete body of an answer.</summary>
    /// <exception cref="ChatProtocolException">The body is larger than the limit.</exception>
    public static async ValueTask<PooledBytes> ReadAsync(ResponseStream body, int limit, CancellationToken cancellationToken)
    {
        var bytes = new PooledBytes((int)Math.Min(Math.Min(body.ExpectedLength + 1 ?? _defaultSize, _maxInitialSize), limit), limit);
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

    /// <summary>Reads the body of an error, within a time limit and up to a small size limit. If reading fails or takes too long, the bytes received so far are returned.</summary>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public static async ValueTask<byte[]> ReadErrorAsync(ResponseStream body, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(_errorTimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var bytes = new PooledBytes(_defaultSize, Excerpt.MaxLength);
        try
        {
            await FillAsync(body, bytes, Excerpt.MaxLength, both.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The status and the part of the body that was received are more useful than this exception.
            cancellationToken.ThrowIfCancellationRequested();
        }

        return bytes.Bytes[..Math.Min(bytes.Count, Excerpt.MaxLength)].ToArray();
    }

    private static async ValueTask FillAsync(ResponseStream body, PooledBytes bytes, int limit, CancellationToken cancellationToken)
    {
        try
        {
            while (bytes.Count <= limit && await body.ReadAsync(bytes.Room(), cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                bytes.Count += read;
            }
        }
        catch
        {
            // A read that ignored its cancellation token may still write into the buffer.
            bytes.Withhold();
            throw;
        }
    }
}
