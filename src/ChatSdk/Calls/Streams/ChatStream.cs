using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ChatSdk;

/// <summary>A streamed answer in progress: the response, its reader, and the answer so far.</summary>
internal sealed class ChatStream<T> : IChatStream<T>
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private const string _eventStreamType = "text/event-stream";

    private readonly ServerResponse _response;
    private readonly SseReader _events;
    private readonly ChunkReader<T> _chunks;
    private readonly BodyCopy? _start;
    private readonly ThinkTagSeparator? _thinkTags;
    private T? _first;
    private Func<IModelAnswer, ValueTask>? _completed;
    private Action<ChatCompletionAccumulator>? _ended;

    public ChatStream(ServerResponse response)
    {
        _response = response;
        response.Body.Limit = response.Options.MaxAnswerBytes;
        _events = new SseReader(response.Body, response.Options.MaxMessageBytes);
        if (response.MediaType != _eventStreamType)
        {
            _start = new BodyCopy(Excerpt.MaxLength);
            response.Body.CopyTo(_start);
        }

        _chunks = new ChunkReader<T>(_events, response.Info);
        _thinkTags = response.Info.SeparatesThinkTags ? new() : null;
    }

    public ChatCompletionAccumulator Answer { get; } = new();

    public bool IsOver { get; private set; }

    // If there is no content type, the first bytes determine the format.
    private bool IsEventStream => _start is null || (_response.MediaType is null && (_start.Bytes.IsEmpty || AnswerReader.IsStream(_start.Bytes.Span)));

    /// <summary>Reads the first chunk. If the stream fails before its first chunk, the call can be retried.</summary>
    public async ValueTask ReadFirstAsync(CancellationToken cancellationToken)
    {
        _first = await _chunks.ReadAsync(cancellationToken).ConfigureAwait(false);
        Check(_first);

        // The attempt timeout applies until the first chunk has been received, so the idle timeouts are not set earlier.
        var options = _response.Options;
        _response.Body.IdleTimeout = options.StreamIdleTimeout;
        _response.Body.Events = options.EventIdleTimeout == Timeout.InfiniteTimeSpan ? null : new EventWatch(options.EventIdleTimeout, options.TimeProvider);
    }

    public bool TryMoveNext([NotNullWhen(true)] out T? chunk, CancellationToken cancellationToken)
    {
        chunk = _first;
        _first = null;
        if (chunk is null && !IsOver && !_chunks.TryRead(out chunk, cancellationToken))
        {
            return false;
        }

        Check(chunk);
        if (_thinkTags is not null)
        {
            chunk = (T?)(WireRecord?)(chunk is null ? _thinkTags.Rest() : _thinkTags.Next(chunk.ToChatChunk()));
        }

        if (chunk is not null)
        {
            _response.Body.Events?.Stop();
            chunk.AddTo(Answer);
        }

        return chunk is not null;
    }

    public ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        // Once the answer is complete, it does not matter whether the server closes or resets the connection.
        _response.Body.MayBreakOff = _chunks.IsComplete;
        return _events.FillAsync(cancellationToken);
    }

    public void WhenComplete(Func<IModelAnswer, ValueTask> action) => _completed = action;

    public void WhenEnded(Action<ChatCompletionAccumulator> action) => _ended += action;

    public ValueTask EndAsync() => _completed is null ? default : _completed(Answer.ToCompletion());

    public void Take(int count) => _events.Take(count);

    public void CompleteException(Exception exception, CallContext context, ChatCompletionAccumulator answer)
    {
        if (exception is not ChatException failure)
        {
            return;
        }

        context.Complete(failure);
        if (_chunks.Unseen is { } unseen)
        {
            unseen.AddTo(answer);
        }

        if (_thinkTags?.Rest() is { } rest)
        {
            answer.Add(rest);
        }

        failure.Partial = answer.Count > 0 ? answer.ToCompletion() : null;
    }

    public async ValueTask DisposeAsync()
    {
        _ended?.Invoke(Answer);
        _ended = null;

        // If the stream is over, disposing the response drains the rest of the body in the background, so that the connection can be reused.
        if (!IsOver)
        {
            await _response.AbortAsync().ConfigureAwait(false);
        }

        _events.Dispose();
        await _response.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Checks whether the stream has ended, and throws if it ended early.</summary>
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
            return new ChatConnectionException(ChatConnectionErrorKind.StreamTruncated, "The stream ended before the answer was complete: neither [DONE] nor a finish reason for every choice was received.");
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
            : NoAnswer.Other("an event stream of the chat protocol", _response.Info, _start!.Bytes.Span);
    }
}
