namespace ChatSdk;

/// <summary>A response as a stream that is open at its first chunk: one that breaks before it can be requested again.</summary>
/// <typeparam name="T">The chunks.</typeparam>
internal sealed class StreamedAnswer<T> : IAnswerShape<ChatStream<T>>
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    public static StreamedAnswer<T> Shape { get; } = new();

    public async ValueTask<ChatStream<T>> ReadAsync(ServerResponse response, CancellationToken cancellationToken)
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
