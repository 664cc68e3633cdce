namespace ChatSdk;

/// <summary>Reads a response as a stream, up to the first chunk. If the stream fails before its first chunk, the call can be retried.</summary>
/// <typeparam name="T">The type of the chunks.</typeparam>
internal sealed class StreamedAnswer<T> : IAnswerShape<IChatStream<T>>
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    public static StreamedAnswer<T> Shape { get; } = new();

    public async ValueTask<IChatStream<T>> ReadAsync(ServerResponse response, CancellationToken cancellationToken)
    {
        var stream = new ChatStream<T>(response);
        try
        {
            await stream.ReadFirstAsync(cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
