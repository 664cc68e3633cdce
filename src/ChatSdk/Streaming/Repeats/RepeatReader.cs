namespace ChatSdk;

/// <summary>
/// Reads chunks by comparing their events with templates, which works for nearly all chunks in a stream. The other chunks are parsed in
/// full, and may become templates. The returned chunks are the same in both cases.
/// </summary>
internal sealed class RepeatReader<T>(SseReader events)
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    // Chunks for several choices or tool calls may alternate, and each choice or tool call needs its own template.
    private const int _maxTemplates = 4;

    // If new templates never match, chunks become templates less and less often. This is the maximum number of chunks in between.
    private const int _maxPause = 63;

    // An incomplete event with more bytes than this is compared again only after the number of received bytes has doubled, so that all
    // comparisons together cost no more than two comparisons of the complete event.
    private const int _small = 4096;

    private readonly TemplateRecorder _recorder = new();
    private readonly StringTable _strings = new(64);
    private readonly List<Known> _known = [];
    private Known? _previous;
    private AnswerBudget _budget;
    private long _cost;
    private int _compared;
    private int _unfinished;
    private int _pause;

    // The first chunk contains the role and differs from the others, so it does not become a template.
    private int _untilNext = 1;

    // A chunk becomes a template only when the next chunk is requested, so that the caller receives the current one earlier.
    private bool _isNew;

    /// <summary>Gets the number of chunks that were read with a template.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the number of times that received bytes were compared with templates.</summary>
    public int Comparisons { get; private set; }

    /// <summary>Gets the event type of the chunk that was last read with a template.</summary>
    public string EventType => _previous!.EventType;

    /// <summary>Records that the next event has not been received completely.</summary>
    public void Postpone() => _unfinished = _compared;

    /// <summary>Returns the next chunk if it has been received completely and matches a template; otherwise, <see langword="null"/>.</summary>
    /// <exception cref="ChatProtocolException">The answer has more values than allowed.</exception>
    public T? TryRead()
    {
        if (_isNew)
        {
            Learn();
            _isNew = false;
        }

        if (_known.Count == 0)
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
        var known = Find(next, out var length);
        var chunk = known is null ? null : WireReader.ReadRepeat<T>(next, known.Template);
        if (chunk is not null)
        {
            Take(known!, length);
        }

        return chunk;
    }

    /// <summary>Parses a chunk in full.</summary>
    /// <exception cref="System.Text.Json.JsonException">The data is not a JSON object.</exception>
    public T Read(ReadOnlySpan<byte> data)
    {
        _isNew = false;
        _unfinished = 0;
        _untilNext--;
        _budget.Receive(data.Length);
        var before = _budget.Spent;
        var chunk = WireReader.ReadWhole<T>(data, ref _budget, _untilNext < 0 ? _recorder : null, _strings);
        _cost = _budget.Spent - before;
        return chunk;
    }

    /// <summary>Makes the last parsed chunk a template, if it is suitable. Its event must be available until the next chunk is requested.</summary>
    public void Keep(T chunk) => _isNew = _untilNext < 0 && chunk.ChoiceCount > 0;

    // Templates often alternate, so the template that last followed the previous one is tried first.
    private Known? Find(ReadOnlySpan<byte> next, out int length)
    {
        var expected = _previous?.Next;
        length = expected?.Template.Match(next) ?? 0;
        if (length > 0)
        {
            return expected;
        }

        foreach (var known in _known)
        {
            if (known != expected && known.Template.Match(next) is > 0 and var found)
            {
                length = found;
                return known;
            }
        }

        return null;
    }

    private void Take(Known known, int length)
    {
        _budget.Receive(length);
        if (!_budget.TryPay(known.Cost))
        {
            throw new ChatProtocolException(AnswerBudget.Exceeded);
        }

        events.Skip(length);
        if (_previous is not null)
        {
            _previous.Next = known;
        }

        _previous = known;
        known.LastUse = ++Count;
    }

    private void Learn()
    {
        if (Template.Of(events.Raw, events.DataStart, events.Data.Length, _recorder) is not { } template)
        {
            return;
        }

        var unused = _known.Count < _maxTemplates ? null : _known.MinBy(known => known.LastUse);
        _pause = unused is { LastUse: 0 } ? Math.Min((_pause * 2) + 1, _maxPause) : 0;
        _untilNext = _pause;
        _known.Remove(unused!);
        _known.Add(new Known(template, _cost, events.EventType));
    }

    private sealed class Known(Template template, long cost, string eventType)
    {
        public Template Template => template;

        public long Cost => cost;

        public string EventType => eventType;

        /// <summary>Gets or sets the template that was used directly after the last use of this template.</summary>
        public Known? Next { get; set; }

        /// <summary>Gets or sets the number of chunks that had been read when this template was last used.</summary>
        public int LastUse { get; set; }
    }
}
