namespace ChatSdk;

/// <summary>
/// Reads chunks that equal an earlier one except for their strings, which applies to nearly all chunks of a stream. Other chunks
/// are parsed in full and become the next pattern. Both ways return the same chunks.
/// </summary>
internal sealed class RepeatReader<T>(SseReader events)
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    // If chunks differ in more than strings, patterns never match, so the number of chunks until the next attempt increases to this limit.
    private const int _maxPause = 63;

    // An incomplete event with more bytes is compared again only after the number of received bytes has doubled, so that all
    // comparisons together cost no more than two comparisons of the complete event.
    private const int _small = 4096;

    private readonly ChunkNotes _notes = new();
    private AnswerBudget _budget;
    private long _cost;
    private long _costOfPattern;
    private int _compared;
    private int _unfinished;
    private ChunkPattern? _pattern;
    private bool _hasHelped = true;
    private int _pause;

    // The first chunk contains the role and differs from the others, so it does not become a pattern.
    private int _untilNext = 1;

    // A chunk becomes the pattern only when the next one is requested, so that the caller receives it earlier.
    private T? _last;

    /// <summary>Gets the number of chunks that were read by comparison.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the number of times that received bytes were compared with the pattern.</summary>
    public int Comparisons { get; private set; }

    /// <summary>Records that the next event has not been received completely.</summary>
    public void Postpone() => _unfinished = _compared;

    /// <summary>Returns the next chunk if it has been received completely and matches the pattern; <see langword="null"/> if it must be parsed in full.</summary>
    /// <exception cref="ChatProtocolException">The answer has more values than allowed.</exception>
    public T? TryRead()
    {
        if (_last is not null)
        {
            Learn(_last);
            _last = null;
        }

        if (_pattern is null)
        {
            return null;
        }

        var next = events.Ahead;
        if (next.Length > _small && next.Length / 2 < _unfinished)
        {
            return null;
        }

        Comparisons++;
        (_compared, _unfinished) = (next.Length, 0);
        var length = _pattern.Match(next);
        if (length == 0)
        {
            return null;
        }

        _budget.Receive(length);
        if (!_budget.TryPay(_costOfPattern))
        {
            throw new ChatProtocolException(AnswerBudget.Exceeded);
        }

        var chunk = _pattern.Chunk.Like(_pattern, next);
        events.Skip(length);
        Count++;
        _hasHelped = true;
        return chunk as T;
    }

    /// <summary>Parses a chunk in full.</summary>
    /// <exception cref="System.Text.Json.JsonException">The data is not a JSON object.</exception>
    public T Read(ReadOnlySpan<byte> data)
    {
        _last = null;
        _unfinished = 0;
        _notes.Clear();
        _untilNext--;
        _budget.Receive(data.Length);
        var before = _budget.Spent;
        var chunk = WireReader.ReadWhole<T>(data, ref _budget, _untilNext < 0 ? _notes : null);
        _cost = _budget.Spent - before;
        return chunk;
    }

    /// <summary>Uses the chunk that was just parsed as the next pattern, if it is suitable. Its event must be available until the next chunk is requested.</summary>
    public void Keep(T chunk) => _last = _untilNext < 0 ? chunk : null;

    private void Learn(T chunk)
    {
        if (chunk is not ChatCompletionChunk whole || ChunkPattern.Of(events.Raw, events.Data, _notes, whole) is not { } pattern)
        {
            return;
        }

        _pause = _hasHelped ? 0 : Math.Min((_pause * 2) + 1, _maxPause);
        (_pattern, _costOfPattern, _hasHelped, _untilNext) = (pattern, _cost, false, _pause);
    }
}
