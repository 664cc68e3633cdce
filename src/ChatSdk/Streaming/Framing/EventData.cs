namespace ChatSdk;

/// <summary>
/// The data of the event that is being read. A single line, which is the usual case, remains in the buffer of the line reader;
/// several lines are joined in a separate buffer.
/// </summary>
internal sealed class EventData(LineReader lines, int maxEventBytes) : IDisposable
{
    private PooledBytes? _joined;
    private Range _line;
    private bool _hasLine;
    private bool _isJoined;
    private int _strictLength;
    private bool _isContinued;
    private JsonProgress _progress;
    private long _examined;

    /// <summary>Gets the number of bytes that have been examined to find the ends of events.</summary>
    public long Examined => _examined + _progress.Examined;

    /// <summary>Gets whether there is no data yet.</summary>
    public bool IsEmpty => !_hasLine && !_isJoined;

    /// <summary>Gets whether the data is JSON without a preceding <c>data:</c>.</summary>
    public bool IsBare { get; private set; }

    public void Clear()
    {
        _hasLine = _isJoined = _isContinued = IsBare = false;
        Restart();
    }

    /// <summary>Gets the data. A single line is valid until the buffer of the line reader is filled again.</summary>
    public ReadOnlySpan<byte> Bytes => _isJoined ? _joined!.Bytes : _hasLine ? lines[_line] : default;

    /// <summary>Gets the position of the data in the buffer of the line reader; <see langword="null"/> if this buffer does not contain the data, or the data does not follow <c>data:</c>.</summary>
    public int? Start => _hasLine && !IsBare ? _line.Start.Value : null;

    /// <summary>Adds a line of data. Lines are joined by LF.</summary>
    public void Add(Range line)
    {
        if (IsEmpty)
        {
            (_line, _hasLine) = (line, true);
            return;
        }

        Join(line);
    }

    /// <summary>Adds a line of JSON without <c>data:</c>.</summary>
    public void AddBare(Range line)
    {
        Add(line);
        IsBare = true;
    }

    /// <summary>Adds a line that may continue the JSON in the preceding lines. If all lines together turn out not to be JSON, this line is removed again.</summary>
    public void AddContinuation(Range line)
    {
        if (!_progress.HasOpened(Bytes))
        {
            return;
        }

        if (!_isContinued)
        {
            _strictLength = Bytes.Length;
            _isContinued = true;
        }

        Join(line);
    }

    /// <summary>Copies the data from the buffer of the line reader, which is about to change.</summary>
    public void Detach()
    {
        if (_hasLine)
        {
            var line = lines[_line];
            _joined ??= new PooledBytes(line.Length, maxEventBytes);
            _joined.Count = 0;
            _joined.Add(line);
            (_hasLine, _isJoined) = (false, true);
        }
    }

    /// <summary>Determines, after a blank line, whether there is an event to return.</summary>
    public bool IsReady()
    {
        if (IsEmpty || IsBare)
        {
            return !IsEmpty && IsWhole();
        }

        if (_isContinued && !IsWhole())
        {
            _joined!.Count = _strictLength;
            Restart();
        }

        return true;
    }

    /// <summary>Determines whether the data is one complete JSON object or list, or <c>[DONE]</c>.</summary>
    public bool IsWhole() => IsDone() || IsWholeObject();

    /// <summary>Determines whether the data is <c>[DONE]</c>.</summary>
    public bool IsDone() => !IsEmpty && _progress.IsDone(Bytes);

    /// <summary>Determines whether the data is one complete JSON object or list.</summary>
    public bool IsWholeObject() => !IsEmpty && _progress.IsWhole(Bytes);

    public void Dispose() => _joined?.Dispose();

    private void Restart()
    {
        _examined += _progress.Examined;
        _progress = default;
    }

    private void Join(Range line)
    {
        Detach();
        var more = lines[line];
        if (_joined!.Count + more.Length > maxEventBytes)
        {
            throw new ChatProtocolException($"An event in the stream is larger than {maxEventBytes} bytes (MaxMessageBytes).");
        }

        _joined.Add("\n"u8);
        _joined.Add(more);
    }
}
