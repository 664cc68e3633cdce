namespace ChatSdk;

/// <summary>An answer shape that also copies the bytes of the response, for the cache.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
/// <param name="shape">The wrapped shape, which turns the response into the result.</param>
/// <param name="server">
/// The options of the server whose answers are stored. Answers from fallback servers are not stored, because the cache key contains the
/// address of this server.
/// </param>
/// <param name="limit">The maximum size of an answer to copy, in bytes.</param>
internal sealed class RecordedAnswer<T>(IAnswerShape<T> shape, ChatClientOptions server, int limit) : IAnswerShape<T>
{
    private BodyCopy? _copy;
    private string? _contentType;

    /// <summary>Gets the answer as it was received; <see langword="null"/> if it is from another server or too large.</summary>
    public CacheEntry? Entry => _copy is { IsWhole: true } ? new CacheEntry(_contentType ?? "", _copy.Bytes) : null;

    public ValueTask<T> ReadAsync(ServerResponse response, CancellationToken cancellationToken)
    {
        // Each attempt starts a new copy.
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
