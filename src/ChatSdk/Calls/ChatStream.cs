using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>A streamed answer on its way: the response, its reader, and what has come so far.</summary>
internal sealed class ChatStream<T> : IAsyncDisposable
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private readonly HttpResponseMessage _response;
    private readonly ResponseStream _body;
    private readonly SseReader _events;
    private readonly ChunkReader<T> _chunks;
    private readonly ChatResponseInfo _info;
    private readonly TimeSpan _idleTimeout;
    private readonly BodyCopy? _start;
    private T? _first;

    public ChatStream(HttpResponseMessage response, ResponseStream body, ChatResponseInfo info, ChatClientOptions options)
    {
        _response = response;
        _body = body;
        _info = info;
        _idleTimeout = options.StreamIdleTimeout;
        _events = new SseReader(body, options.MaxMessageBytes);
        if (!IsEventStream)
        {
            _start = new BodyCopy(Excerpt.Longest);
            body.CopyTo(_start);
        }

        _chunks = new ChunkReader<T>(_events, info);
    }

    /// <summary>Gets what has come so far.</summary>
    public ChatCompletionAccumulator Answer { get; } = new();

    /// <summary>Gets whether the stream has ended.</summary>
    public bool IsOver { get; private set; }

    private bool IsEventStream => MediaType is null or "text/event-stream";

    private string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>Reads the first chunk, so that a stream that breaks before it can be asked for again.</summary>
    public async ValueTask ReadFirstAsync(CancellationToken cancellationToken)
    {
        _first = await _chunks.ReadAsync(cancellationToken).ConfigureAwait(false);
        Check(_first);

        // Up to here, the time of the attempt was the limit.
        _body.IdleTimeout = _idleTimeout;
    }

    /// <summary>Moves to the next chunk, if it has been received; otherwise more bytes are needed first, unless the stream is over.</summary>
    /// <exception cref="ChatException">The stream broke or contains an error.</exception>
    public bool TryMoveNext([NotNullWhen(true)] out T? chunk)
    {
        chunk = _first;
        _first = null;
        if (chunk is null && !IsOver && !_chunks.TryRead(out chunk))
        {
            return false;
        }

        Check(chunk);
        if (chunk is not null)
        {
            Answer.Add(chunk.ToChatChunk());
        }

        return chunk is not null;
    }

    /// <summary>Waits for more bytes, whose number must be passed to <see cref="Take"/>.</summary>
    /// <exception cref="ChatException">The connection broke, or nothing came for too long.</exception>
    public ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        // An answer that is whole stays so, even if the server closes in bad manner what it could as well have closed in good.
        _body.MayBreakOff = _chunks.IsComplete;
        return _events.FillAsync(cancellationToken);
    }

    public void Take(int count) => _events.Take(count);

    /// <summary>Puts into a failure what had come before it, and what the call knows.</summary>
    public void Complete(Exception exception, CallContext context)
    {
        if (exception is not ChatException failure)
        {
            return;
        }

        context.Complete(failure);
        if (_chunks.Unseen is { } unseen)
        {
            Answer.Add(unseen.ToChatChunk());
        }

        failure.Partial = Answer.Count > 0 ? Answer.ToCompletion() : null;
    }

    public async ValueTask DisposeAsync()
    {
        // After the end, the rest of the body is read in the background, and the connection serves again.
        if (!IsOver)
        {
            await _body.AbortAsync().ConfigureAwait(false);
        }

        _events.Dispose();
        await _body.DisposeAsync().ConfigureAwait(false);
        _response.Dispose();
    }

    /// <summary>Takes note of the end.</summary>
    private void Check(T? chunk)
    {
        IsOver |= chunk is null;
        if (IsOver && !_chunks.IsComplete)
        {
            throw IncompleteEnd();
        }
    }

    private ChatException IncompleteEnd()
    {
        if (Answer.Count > 0)
        {
            return new ChatConnectionException(ChatConnectionErrorKind.StreamTruncated, "The stream ended in the middle of the answer: neither [DONE] nor a finish reason came.");
        }

        return IsEventStream
            ? new ChatConnectionException(ChatConnectionErrorKind.StreamTruncated, "The stream ended before its first event.")
            : new ChatProtocolException($"The server answered with {OneLine.Of(MediaType!, 100)} in place of a stream. Is the address right? Asked: {_info.Address}", Excerpt.Of(_start!.Bytes.Span));
    }
}
