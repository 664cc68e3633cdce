using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the chunks from the events of a stream, and detects errors, the end of the answer, and a premature end.</summary>
internal sealed class ChunkReader<T>(SseReader events, ChatResponseInfo response)
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private readonly HashSet<int> _unfinished = [];
    private readonly HashSet<int> _finished = [];
    private readonly RepeatReader<T> _repeats = new(events);
    private EventList _list;
    private int _ignored;
    private ChatException? _failure;
    private bool _isAtEnd;
    private bool _isCompleteAnswer;
    private string? _chunkType;

    /// <summary>Gets whether the answer is complete: <c>[DONE]</c> was received, every requested choice has a finish reason, or the server sent the whole answer at once.</summary>
    public bool IsComplete => IsDone || (_isCompleteAnswer && Repeats == 0) || (HasBegun && _unfinished.Count == 0 && _finished.Count >= (response.ChoiceCount ?? 0));

    /// <summary>Gets whether <c>[DONE]</c> was received.</summary>
    public bool IsDone { get; private set; }

    private bool HasBegun => _finished.Count + _unfinished.Count > 0;

    // An event whose type is neither the default type nor that of the chunks is not part of the answer. It may be a progress report.
    private bool IsAside => events.EventType != "message" && events.EventType != _chunkType;

    /// <summary>Gets the number of chunks that were read by comparison with an earlier chunk.</summary>
    public int Repeats => _repeats.Count;

    /// <summary>Gets the number of times that received bytes were compared with an earlier chunk.</summary>
    public int Comparisons => _repeats.Comparisons;

    /// <summary>Gets the chunk that was received together with an error, and is therefore not returned. It contains no part of the answer, but may contain the usage.</summary>
    public T? Unseen { get; private set; }

    /// <summary>Reads the next chunk; returns <see langword="null"/> at the end of the stream, whether or not the answer is complete.</summary>
    /// <exception cref="ChatApiException">The server reported an error.</exception>
    /// <exception cref="ChatProtocolException">An event is neither a chunk nor an error, or exceeds a limit.</exception>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        T? chunk;
        while (!TryRead(out chunk, cancellationToken))
        {
            events.Take(await events.FillAsync(cancellationToken).ConfigureAwait(false));
        }

        return chunk;
    }

    /// <summary>Gets the next chunk if it has been received completely, or <see langword="null"/> at the end of the stream. Returns <see langword="false"/> if more bytes are needed.</summary>
    /// <exception cref="OperationCanceledException">Reading was canceled while events that are not chunks were skipped.</exception>
    public bool TryRead(out T? chunk, CancellationToken cancellationToken)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        while (!IsDone && (!_isAtEnd || _list.IsOpen))
        {
            chunk = _list.IsOpen ? null : _repeats.TryRead();
            if (chunk is not null)
            {
                // The chunk has the same indexes and ends the same choices as the earlier chunk that it matches, so only the event type must be updated.
                _chunkType = _repeats.EventType;
                return true;
            }

            if (!_list.IsOpen && !events.TryRead())
            {
                if (!events.HasAllBytes)
                {
                    _repeats.Postpone();
                    return false;
                }

                _isAtEnd = !events.TryReadLast();
            }

            if (TryReadEvent(out chunk))
            {
                return true;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        chunk = null;
        return true;
    }

    /// <summary>Reads the event, or the next element of an event that is a list; returns <see langword="false"/> if it is not a chunk.</summary>
    private bool TryReadEvent([NotNullWhen(true)] out T? chunk)
    {
        var isAlone = _isAtEnd && (_list.IsOpen || !HasBegun);
        var hasBegun = HasBegun;
        var data = _isAtEnd ? events.Leftover : events.Data;
        chunk = ReadEvent(_list.IsOpen ? _list.Next(data) : data);
        if (chunk is null)
        {
            return false;
        }

        // If the server sends the complete answer in one chunk, the answer needs no finish reason, unless another chunk follows.
        _isCompleteAnswer = chunk.ChoiceCount == 0
            ? _isCompleteAnswer
            : !hasBegun && (chunk.IsCompleteAnswer || (isAlone && chunk.HasFragment && chunk.MayBeCompleteAnswer));
        return true;
    }

    private T? ReadEvent(ReadOnlySpan<byte> data)
    {
        // Some servers send spaces around [DONE]. This is accepted only if the answer is already complete, because an interrupted
        // stream must not be treated as complete.
        IsDone = data.SequenceEqual("[DONE]"u8) || (StreamEnd.IsDone(data) && IsComplete);
        if (IsDone)
        {
            return null;
        }

        if (events.EventType is "error" or "exception")
        {
            throw ErrorReader.ReadPayload(data, isNamedError: true, response, events.StatusHint)!;
        }

        var chunk = IsKeepAlive(data) || (!_list.IsOpen && _list.TryOpen(data)) ? null : Parse(data);
        if (chunk is not null)
        {
            chunk.Attach(response);
            NoteEnds(chunk);
            _chunkType = events.EventType;
            if (_failure is null && !chunk.MayContainError)
            {
                _repeats.Keep(chunk);
            }
        }

        return chunk;
    }

    private bool IsKeepAlive(ReadOnlySpan<byte> data) =>
        events.EventType is "ping" or "heartbeat" or "keepalive" or "keep-alive"
        || data.Trim(" \t\r\n"u8) is [] or [(byte)'n', (byte)'u', (byte)'l', (byte)'l'];

    private T? Parse(ReadOnlySpan<byte> data)
    {
        T chunk;
        try
        {
            chunk = _repeats.Read(data);
        }
        catch (AnswerLimitException exception)
        {
            throw new ChatProtocolException(exception.Message);
        }
        catch (JsonException)
        {
            ThrowUnlessIgnored(data);
            return null;
        }

        // Most chunks have choices and no suspicious extra fields, so they cannot contain an error.
        if (chunk.ChoiceCount > 0 && !chunk.MayContainError)
        {
            return chunk;
        }

        var isBetween = HasBegun || events.EventType != "message";
        _failure = ErrorReader.ReadPayload(data, isNamedError: false, response, events.StatusHint, isBetween);
        if (_failure is not null && !chunk.HasFragment)
        {
            Unseen = chunk.HasContent ? chunk : null;
            throw _failure;
        }

        if (chunk.HasWrongChoices && !IsComplete)
        {
            throw new ChatProtocolException("The choices of a chunk are not a list of objects.", Excerpt.Of(data));
        }

        // Some gateways also send objects that are not chunks. They are ignored.
        return chunk.ChoiceCount > 0 || chunk.HasContent || WireReader.HasValue(data, "choices") ? chunk : null;
    }

    /// <summary>Throws an exception for an event that is not a JSON object, unless the event can be ignored.</summary>
    private void ThrowUnlessIgnored(ReadOnlySpan<byte> data)
    {
        var error = ErrorReader.ReadPayload(data, isNamedError: false, response, events.StatusHint);

        // Such an event is ignored if the answer is already complete, or if the type of the event shows that it is not part of the answer.
        // The number of ignored events is limited.
        if (error is not null || !(IsComplete || IsAside) || _ignored++ >= AnswerLimits.IgnoredEvents)
        {
            // The JsonException is not the inner exception, because its message quotes the event.
            throw error ?? (ChatException)new ChatProtocolException("An event of the stream is not a JSON object.", Excerpt.Of(data));
        }
    }

    private void NoteEnds(T chunk)
    {
        for (var place = 0; place < chunk.ChoiceCount; place++)
        {
            var (index, isFinished) = chunk.ChoiceAt(place);
            if (isFinished)
            {
                _finished.Add(index);
                _unfinished.Remove(index);
            }
            else if (!_finished.Contains(index))
            {
                _unfinished.Add(index);
            }
        }
    }
}
