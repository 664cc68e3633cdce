using System.Net;

namespace ChatSdk;

/// <summary>A streamed answer that is being received: the response, its reader, and what was received so far.</summary>
internal sealed class ChatStream<T> : IStreamedAnswer, IAsyncDisposable
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private const string _eventStreamType = "text/event-stream";

    private readonly ServerResponse _response;
    private readonly SseReader _events;
    private readonly ChunkReader<T> _chunks;
    private readonly BodyCopy? _start;
    private T? _first;
    private bool _isFinished;
    private Func<IModelAnswer, ValueTask>? _completed;

    public ChatStream(ServerResponse response)
    {
        _response = response;
        _events = new SseReader(response.Body, response.Options.MaxMessageBytes);
        if (response.MediaType != _eventStreamType)
        {
            _start = new BodyCopy(Excerpt.Longest);
            response.Body.CopyTo(_start);
        }

        _chunks = new ChunkReader<T>(_events, response.Info);
    }

    /// <summary>Gets what has come so far.</summary>
    public ChatCompletionAccumulator Answer { get; } = new();

    // Without a content type, the first bytes decide.
    private bool IsEventStream => _start is null || (_response.MediaType is null && (_start.Bytes.IsEmpty || AnswerReader.IsStream(_start.Bytes.Span)));

    /// <summary>Reads the first chunk, so that a stream that breaks before it can be asked for again.</summary>
    public async ValueTask ReadFirstAsync(CancellationToken cancellationToken)
    {
        _first = await _chunks.ReadAsync(cancellationToken).ConfigureAwait(false);
        Check(_first);

        // Up to here, the time of the attempt was the limit.
        _response.Body.IdleTimeout = _response.Options.StreamIdleTimeout;
    }

    /// <summary>Gives the next chunk if it has come and is like one before: the quick way for nearly all of them.</summary>
    public T? TryReadRepeat()
    {
        var chunk = _first is null ? _chunks.TryReadRepeat() : null;
        if (chunk is not null)
        {
            Answer.Add(chunk.ToChatChunk());
        }

        return chunk;
    }

    /// <summary>Gives the next chunk, <see langword="null"/> at the end of a complete answer, if it has come; false if more bytes must come first.</summary>
    /// <exception cref="ChatException">The stream broke or brought an error.</exception>
    public bool TryRead(out T? chunk)
    {
        chunk = _first;
        _first = null;
        if (chunk is null && !_isFinished && !_chunks.TryRead(out chunk))
        {
            return false;
        }

        Check(chunk);
        if (chunk is not null)
        {
            Answer.Add(chunk.ToChatChunk());
        }

        return true;
    }

    /// <summary>Waits for more bytes, whose number must be told to <see cref="Take"/>.</summary>
    /// <exception cref="ChatException">The connection broke, or nothing came for too long.</exception>
    public ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        // An answer that is whole stays so, even if the server closes in bad manner what it could as well have closed in good.
        _response.Body.MayBreakOff = _chunks.IsComplete;
        return _chunks.FillAsync(cancellationToken);
    }

    public void WhenComplete(Func<IModelAnswer, ValueTask> action) => _completed = action;

    /// <summary>Ends a stream whose last chunk was given out.</summary>
    public ValueTask EndAsync() => _completed is null ? default : _completed(Answer.ToCompletion());

    public void Take(int count) => _chunks.Take(count);

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
        if (!_isFinished)
        {
            await _response.AbortAsync().ConfigureAwait(false);
        }

        _events.Dispose();
        await _response.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes note of the end.</summary>
    private void Check(T? chunk)
    {
        _isFinished |= chunk is null;
        if (_isFinished && (!_chunks.IsComplete || Answer.Count == 0))
        {
            throw WrongEnd();
        }
    }

    private ChatException WrongEnd()
    {
        if (Answer.Count > 0)
        {
            return new ChatConnectionException(ChatConnectionErrorKind.StreamTruncated, "The stream ended before the answer did: neither [DONE] nor a finish reason of every choice was received.");
        }

        if (_chunks.IsDone)
        {
            return new ChatProtocolException("The stream ended with [DONE] before its first chunk.");
        }

        if (_response.Info.Status != HttpStatusCode.OK && _start is not { Bytes.IsEmpty: false })
        {
            return NoAnswer.Empty(_response.Info);
        }

        return IsEventStream
            ? new ChatConnectionException(ChatConnectionErrorKind.StreamTruncated, "The stream ended before its first event.")
            : NoAnswer.Other("a stream of the protocol", _response.Info, _start!.Bytes.Span);
    }
}
