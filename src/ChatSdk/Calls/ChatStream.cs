using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ChatSdk;

/// <summary>A streamed answer in progress: the response, its reader, and what has been received so far.</summary>
internal sealed class ChatStream<T> : IStreamedAnswer, IAsyncDisposable
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private const string _eventStreamType = "text/event-stream";

    private readonly ServerResponse _response;
    private readonly SseReader _events;
    private readonly ChunkReader<T> _chunks;
    private readonly BodyCopy? _start;
    private T? _first;
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

    /// <summary>Gets what has been received so far.</summary>
    public ChatCompletionAccumulator Answer { get; } = new();

    /// <summary>Gets whether the stream has ended.</summary>
    public bool IsOver { get; private set; }

    // Without a content type, the first bytes decide.
    private bool IsEventStream => _start is null || (_response.MediaType is null && (_start.Bytes.IsEmpty || AnswerReader.IsStream(_start.Bytes.Span)));

    /// <summary>Reads the first chunk, so that a stream that breaks before it can be requested again.</summary>
    public async ValueTask ReadFirstAsync(CancellationToken cancellationToken)
    {
        _first = await _chunks.ReadAsync(cancellationToken).ConfigureAwait(false);
        Check(_first);

        // Until now, the time of the attempt was the limit.
        _response.Body.IdleTimeout = _response.Options.StreamIdleTimeout;
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
    /// <exception cref="ChatException">The connection broke, or nothing was received for too long.</exception>
    public ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        // A complete answer stays complete, even if the server then breaks the connection instead of closing it.
        _response.Body.MayBreakOff = _chunks.IsComplete;
        return _events.FillAsync(cancellationToken);
    }

    public void WhenComplete(Func<IModelAnswer, ValueTask> action) => _completed = action;

    /// <summary>Ends a stream whose last chunk was delivered.</summary>
    public ValueTask EndAsync() => _completed is null ? default : _completed(Answer.ToCompletion());

    public void Take(int count) => _events.Take(count);

    /// <summary>Adds to a failure what had been received before it, and what the call knows.</summary>
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
        // After the end, the rest of the body is read in the background, and the connection is used again.
        if (!IsOver)
        {
            await _response.AbortAsync().ConfigureAwait(false);
        }

        _events.Dispose();
        await _response.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Notes the end of the stream.</summary>
    private void Check(T? chunk)
    {
        IsOver |= chunk is null;
        if (IsOver && (!_chunks.IsComplete || Answer.Count == 0))
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
