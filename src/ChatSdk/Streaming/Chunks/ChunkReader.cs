using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Turns the events of a stream into chunks, and recognizes errors, the end of the answer, and an end before it.</summary>
internal sealed class ChunkReader<T>(SseReader events, ChatResponseInfo response)
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private readonly HashSet<int> _unfinished = [];
    private readonly HashSet<int> _finished = [];
    private readonly Queue<JsonElement> _waiting = new();
    private readonly RepeatReader<T> _repeats = new(events);
    private ChatException? _failure;
    private bool _isAtEnd;
    private bool _isCompleteAnswer;
    private string? _chunkType;

    /// <summary>Gets whether the answer is complete: <c>[DONE]</c> was received, or every choice that was requested has its finish reason.</summary>
    public bool IsComplete => IsDone || (_isCompleteAnswer && Repeats == 0) || (HasBegun && _unfinished.Count == 0 && _finished.Count >= (response.ChoiceCount ?? 0));

    /// <summary>Gets whether <c>[DONE]</c> was received.</summary>
    public bool IsDone { get; private set; }

    private bool HasBegun => _finished.Count + _unfinished.Count > 0;

    // An event with a name under which no chunk was received is something else, such as the server's progress.
    private bool IsAside => events.EventType != "message" && events.EventType != _chunkType;

    /// <summary>Gets how many chunks were read by comparison with an earlier one.</summary>
    public int Repeats => _repeats.Count;

    /// <summary>Gets the chunk that was received with the error and is not returned: it holds no text, but perhaps the usage.</summary>
    public T? Unseen { get; private set; }

    /// <summary>Reads the next chunk; <see langword="null"/> at the end of the stream, complete or not.</summary>
    /// <exception cref="ChatApiException">The server reported an error.</exception>
    /// <exception cref="ChatProtocolException">An event is neither a chunk nor an error.</exception>
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        T? chunk;
        while (!TryRead(out chunk))
        {
            events.Take(await events.FillAsync(cancellationToken).ConfigureAwait(false));
        }

        return chunk;
    }

    /// <summary>Moves to the next chunk, <see langword="null"/> at the end of the stream, if it has been received completely; false if more bytes are needed first.</summary>
    public bool TryRead(out T? chunk)
    {
        if (_failure is not null)
        {
            throw _failure;
        }

        while (!IsDone && (!_isAtEnd || _waiting.Count > 0))
        {
            chunk = _waiting.Count == 0 ? _repeats.TryRead() : null;
            if (chunk is not null)
            {
                // It ends no choice and begins none, so that there is nothing to note.
                return true;
            }

            if (_waiting.Count == 0 && !events.TryRead())
            {
                if (!events.HasAllBytes)
                {
                    return false;
                }

                _isAtEnd = !events.TryReadLast();
            }

            var isAlone = _isAtEnd && (_waiting.Count > 0 || !HasBegun);
            var hasBegun = HasBegun;
            chunk = ReadEvent(NextData());
            if (chunk is not null)
            {
                // A complete answer to a request for a stream is complete, finish reason or not; but not if more follows.
                _isCompleteAnswer = chunk.ChoiceCount == 0
                    ? _isCompleteAnswer
                    : !hasBegun && (chunk.IsCompleteAnswer || (isAlone && chunk.SaysSomething && chunk.MayBeCompleteAnswer));
                return true;
            }
        }

        chunk = null;
        return true;
    }


    private ReadOnlySpan<byte> NextData() =>
        _waiting.TryDequeue(out var one) ? JsonMarshal.GetRawUtf8Value(one) : _isAtEnd ? events.Leftover : events.Data;

    private T? ReadEvent(ReadOnlySpan<byte> data)
    {
        // Some servers write spaces around it. That counts only after a finish reason: otherwise a broken stream could
        // pass for a complete one.
        IsDone = data.SequenceEqual("[DONE]"u8) || (StreamEnd.IsDone(data) && IsComplete);
        if (IsDone)
        {
            return null;
        }

        if (events.EventType is "error" or "exception")
        {
            throw ErrorReader.ReadPayload(data, isNamedError: true, response, events.StatusHint)!;
        }

        var chunk = SaysNothing(data) || TakeList(data) ? null : Parse(data);
        if (chunk is not null)
        {
            chunk.Attach(response);
            NoteEnds(chunk);
            _chunkType = events.EventType;
            if (_failure is null && !chunk.MayHoldError)
            {
                _repeats.Keep(chunk);
            }
        }

        return chunk;
    }

    private bool SaysNothing(ReadOnlySpan<byte> data) =>
        events.EventType is "ping" or "heartbeat" or "keepalive" or "keep-alive"
        || data.Trim(" \t\r\n"u8) is [] or [(byte)'n', (byte)'u', (byte)'l', (byte)'l'];

    /// <summary>Reads an event that is a list: some servers put several chunks into one event, or the complete stream.</summary>
    private bool TakeList(ReadOnlySpan<byte> data)
    {
        if (data.TrimStart(" \t\r\n"u8) is not [(byte)'[', ..] || ErrorReader.Parse(data) is not { } json)
        {
            return false;
        }

        using (json)
        {
            foreach (var one in json.RootElement.Clone().EnumerateArray())
            {
                _waiting.Enqueue(one);
            }
        }

        return true;
    }

    private T? Parse(ReadOnlySpan<byte> data)
    {
        T chunk;
        try
        {
            chunk = _repeats.Read(data);
        }
        catch (JsonException)
        {
            // Without it as the reason: its message quotes the event.
            var error = ErrorReader.ReadPayload(data, isNamedError: false, response, events.StatusHint);
            if (error is null && (IsComplete || IsAside))
            {
                // After a complete answer, whatever this is cannot make it less complete.
                return null;
            }

            throw error ?? (ChatException)new ChatProtocolException("An event of the stream is not a JSON object.", Excerpt.Of(data));
        }

        // The usual chunk has choices and no unknown field, and holds no error.
        if (chunk.ChoiceCount > 0 && !chunk.MayHoldError)
        {
            return chunk;
        }

        var isBetween = HasBegun || events.EventType != "message";
        _failure = ErrorReader.ReadPayload(data, isNamedError: false, response, events.StatusHint, isBetween);
        if (_failure is not null && !chunk.SaysSomething)
        {
            Unseen = chunk.HasContent ? chunk : null;
            throw _failure;
        }

        if (chunk.HasWrongChoices && !IsComplete)
        {
            throw new ChatProtocolException("The choices of a chunk are not a list of objects.", Excerpt.Of(data));
        }

        // Gateways put objects of their own between the chunks.
        return chunk.ChoiceCount > 0 || chunk.HasContent || WireReader.HasValue(data, "choices") ? chunk : null;
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
