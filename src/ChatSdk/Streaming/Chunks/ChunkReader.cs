using System.Runtime.InteropServices;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Turns the events of a stream into chunks, and knows an error, an end, and an end that is none.</summary>
internal sealed class ChunkReader<T>(SseReader events, ChatResponseInfo response)
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private readonly HashSet<int> _unfinished = [];
    private readonly HashSet<int> _finished = [];
    private readonly Queue<JsonElement> _waiting = new();
    private readonly RepeatReader<T> _repeats = new(events);
    private ChatException? _failure;
    private bool _isAtEnd;
    private bool _isWhole;

    /// <summary>Gets whether the answer is whole: <c>[DONE]</c> came, or every choice has its finish reason.</summary>
    public bool IsComplete => IsDone || _isWhole || (_finished.Count > 0 && _unfinished.Count == 0);

    /// <summary>Gets whether <c>[DONE]</c> came.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Gets how many chunks were read by comparison with an earlier one.</summary>
    public int Repeats => _repeats.Count;

    /// <summary>Gets the chunk that came with the error and said nothing else to the caller, but perhaps the usage.</summary>
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

            var isAlone = _isAtEnd && (_waiting.Count > 0 || IsAlone(events.Leftover));
            chunk = ReadEvent(NextData());
            if (chunk is not null)
            {
                // A whole answer that came for a stream is whole, finish reason or not.
                _isWhole |= (isAlone && chunk.SaysSomething) || chunk.IsWholeAnswer;
                return true;
            }
        }

        chunk = null;
        return true;
    }

    /// <summary>Tells whether what is left at the end may be the whole answer: nothing came before it, and it does not call itself a piece.</summary>
    private bool IsAlone(ReadOnlySpan<byte> leftover) =>
        _unfinished.Count + _finished.Count == 0 && leftover.IndexOf("\"delta\""u8) < 0;

    private ReadOnlySpan<byte> NextData() =>
        _waiting.TryDequeue(out var one) ? JsonMarshal.GetRawUtf8Value(one) : _isAtEnd ? events.Leftover : events.Data;

    private T? ReadEvent(ReadOnlySpan<byte> data)
    {
        // Some servers write blanks around it. That counts only behind a finish reason: exactness keeps a broken stream
        // from passing for a complete one.
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

    /// <summary>Takes an event that is a list apart: some servers put several chunks into one, or the whole stream.</summary>
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
            if (error is null && IsComplete)
            {
                // Behind a whole answer, whatever this is cannot make it less whole.
                return null;
            }

            throw error ?? (ChatException)new ChatProtocolException("An event of the stream is not a JSON object.", Excerpt.Of(data));
        }

        // The rule: a chunk with choices and no field that is not known holds no error.
        if (chunk.ChoiceCount > 0 && !chunk.MayHoldError)
        {
            return chunk;
        }

        var isBetween = _unfinished.Count + _finished.Count > 0 || events.EventType != "message";
        _failure = ErrorReader.ReadPayload(data, isNamedError: false, response, events.StatusHint, isBetween);
        if (_failure is not null && !chunk.SaysSomething)
        {
            Unseen = chunk.HasContent ? chunk : null;
            throw _failure;
        }

        // Gateways put objects of their own between the chunks.
        return chunk.ChoiceCount > 0 || chunk.HasContent || WireReader.HasMember(data, "choices") ? chunk : null;
    }

    private void NoteEnds(T chunk)
    {
        for (var place = 0; place < chunk.ChoiceCount; place++)
        {
            var (index, isFinished) = chunk.ChoiceAt(place);
            if (response.HasOneChoice && _unfinished.Count + _finished.Count == 0)
            {
                response.FirstChoice = index;
            }

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
