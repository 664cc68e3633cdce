namespace ChatSdk;

/// <summary>
/// Reads chunks that equal an earlier one except for their strings, as nearly all chunks of a stream do. Any other is read
/// in full, and becomes the pattern for the next. Both ways return the same chunks.
/// </summary>
internal sealed class RepeatReader<T>(SseReader events)
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    // If chunks differ in more than strings, a pattern of each would cost time and never help.
    private const int _longestPause = 63;

    private readonly ChunkNotes _notes = new();
    private ChunkPattern? _pattern;
    private bool _hasHelped = true;
    private int _pause;

    // The first contains the role, and is unlike the others.
    private int _untilNext = 1;

    // What was read in full last becomes a pattern when the next is requested, so that the caller gets it sooner.
    private T? _last;

    /// <summary>Gets how many chunks were read by comparison.</summary>
    public int Count { get; private set; }

    /// <summary>Returns the next chunk if it has been received completely and is like the pattern; <see langword="null"/> if it must be read in full.</summary>
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
        var length = _pattern.Match(next);
        if (length == 0)
        {
            return null;
        }

        var chunk = _pattern.Chunk.Like(_pattern, next);
        events.Skip(length);
        Count++;
        _hasHelped = true;
        return chunk as T;
    }

    /// <summary>Reads a chunk in full.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not a JSON object.</exception>
    public T Read(ReadOnlySpan<byte> data)
    {
        _last = null;
        _notes.Clear();
        _untilNext--;
        return WireReader.ReadWhole<T>(data, _untilNext < 0 ? _notes : null);
    }

    /// <summary>Makes the chunk that was just read in full the pattern, if it can be one. Its event must remain until the next is requested.</summary>
    public void Keep(T chunk) => _last = _untilNext < 0 ? chunk : null;

    private void Learn(T chunk)
    {
        if (chunk is not ChatCompletionChunk whole || ChunkPattern.Of(events.Raw, events.Data, _notes, whole) is not { } pattern)
        {
            return;
        }

        _pause = _hasHelped ? 0 : Math.Min((_pause * 2) + 1, _longestPause);
        (_pattern, _hasHelped, _untilNext) = (pattern, false, _pause);
    }
}
