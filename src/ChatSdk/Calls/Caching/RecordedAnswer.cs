namespace ChatSdk;

/// <summary>The shape of an answer that also copies the bytes it is read from, for the cache.</summary>
/// <typeparam name="T">What the caller gets.</typeparam>
/// <param name="shape">The shape.</param>
/// <param name="server">The settings of the server whose answers are stored: those of another are not answers of the one that the key names.</param>
/// <param name="limit">The largest answer to copy, in bytes.</param>
internal sealed class RecordedAnswer<T>(IAnswerShape<T> shape, ChatClientOptions server, int limit) : IAnswerShape<T>
{
    private BodyCopy? _copy;
    private string? _contentType;

    /// <summary>Gets the answer as received; <see langword="null"/> if it is another server's or too large.</summary>
    public CacheEntry? Entry => _copy is { IsWhole: true } ? new CacheEntry(_contentType ?? "", _copy.Bytes) : null;

    public ValueTask<T> ReadAsync(ServerResponse response, CancellationToken cancellationToken)
    {
        // Each attempt begins again.
        _copy = null;
        if (ReferenceEquals(response.Options, server))
        {
            _copy = new BodyCopy(limit);
            _contentType = response.ContentType;
            response.Body.CopyTo(_copy);
        }

        return shape.ReadAsync(response, cancellationToken);
    }
}
