namespace ChatSdk;

/// <summary>
/// The data of the event that is being read. A single line, the usual case, stays in the buffer of the lines; several are
/// joined in a buffer of their own.
/// </summary>
internal sealed class EventData(int maxEventBytes) : IDisposable
{
    private PooledBytes? _joined;
    private Range _line;
    private bool _hasLine;
    private bool _isJoined;
    private int _strictLength;
    private bool _isContinued;
    private JsonProgress _progress;

    /// <summary>Gets whether nothing was received yet.</summary>
    public bool IsEmpty => !_hasLine && !_isJoined;

    /// <summary>Gets whether this is JSON without any <c>data:</c> before it.</summary>
    public bool IsBare { get; private set; }

    public void Clear()
    {
        _hasLine = _isJoined = _isContinued = IsBare = false;
        _progress = default;
    }

    public ReadOnlySpan<byte> Bytes(LineReader lines) => _isJoined ? _joined!.Bytes : _hasLine ? lines[_line] : default;

    /// <summary>Gets the position of the line that holds the data, <c>data:</c> included, if it is one line that is still in the buffer.</summary>
    public int? Start(LineReader lines)
    {
        if (!_hasLine || IsBare)
        {
            return null;
        }

        // One space after the colon belongs to the format and not to the data.
        var colon = _line.Start.Value - 1;
        return (lines[colon.._line.Start][0] == ':' ? colon : colon - 1) - "data".Length;
    }

    /// <summary>Adds a line of data; lines are joined by LF.</summary>
    public void Add(LineReader lines, Range line)
    {
        if (IsEmpty)
        {
            (_line, _hasLine) = (line, true);
            return;
        }

        Join(lines, line);
    }

    /// <summary>Adds a line of JSON that has no <c>data:</c> before it.</summary>
    public void AddBare(LineReader lines, Range line)
    {
        Add(lines, line);
        IsBare = true;
    }

    /// <summary>Adds a line that belongs to the data only if the result is JSON; until then, the data without it is stored too.</summary>
    public void AddContinuation(LineReader lines, Range line)
    {
        if (!JsonProgress.Opens(Bytes(lines)))
        {
            return;
        }

        if (!_isContinued)
        {
            _strictLength = Bytes(lines).Length;
            _isContinued = true;
        }

        Join(lines, line);
    }

    /// <summary>Makes the data independent of the buffer of the lines, which is about to change.</summary>
    public void Detach(LineReader lines)
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

    /// <summary>Determines whether there is an event to deliver now that a blank line was received.</summary>
    public bool IsReady(LineReader lines)
    {
        if (IsEmpty || IsBare)
        {
            return !IsEmpty && IsWhole(lines);
        }

        if (_isContinued && !IsWhole(lines))
        {
            _joined!.Count = _strictLength;
            _progress = default;
        }

        return true;
    }

    /// <summary>Determines whether the data is one complete JSON object or list, or <c>[DONE]</c>.</summary>
    public bool IsWhole(LineReader lines) => !IsEmpty && (StreamEnd.IsDone(Bytes(lines)) || _progress.IsWhole(Bytes(lines)));

    /// <summary>Determines whether the data is one complete JSON object or list.</summary>
    public bool IsWholeObject(LineReader lines) => !IsEmpty && _progress.IsWhole(Bytes(lines));

    public void Dispose() => _joined?.Dispose();

    private void Join(LineReader lines, Range line)
    {
        Detach(lines);
        var more = lines[line];
        if (_joined!.Count + more.Length > maxEventBytes)
        {
            throw new ChatProtocolException($"An event of the stream is larger than {maxEventBytes} bytes (MaxMessageBytes).");
        }

        _joined.Add("\n"u8);
        _joined.Add(more);
    }
}
