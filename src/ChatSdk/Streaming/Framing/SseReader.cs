using System.Buffers.Text;
using System.Text;

namespace ChatSdk;

/// <summary>
/// Reads the events of an event stream. Well-formed streams are read as
/// <see href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">the WHATWG specification</see>
/// requires. Some input that the specification discards is also returned: a complete JSON object or list, or <c>[DONE]</c>, if it is in lines
/// without <c>data:</c> or in a final event that is not followed by a blank line; an <c>error:</c> field; and an <c>error</c> event without
/// data.
/// </summary>
internal sealed class SseReader : IDisposable
{
    private readonly LineReader _lines;
    private readonly EventData _data;
    private bool _isAtEnd;
    private bool _isRead;

    // The position in the buffer at which the first line of the event begins, and whether bytes may have been moved since this line was read.
    private int? _start;
    private bool _hasMoved;

    // The type and the status that come after data. They belong to the current event if a blank line follows. They belong to the next
    // event if data follows that begins a new event, because some servers send no blank lines.
    private string? _nextType;
    private int? _nextHint;

    public SseReader(Stream stream, int maxEventBytes)
    {
        _lines = new LineReader(stream, maxEventBytes);
        _data = new EventData(_lines, maxEventBytes);
    }

    /// <summary>Gets the number of bytes that have been examined to find the ends of events that do not comply with the specification.</summary>
    public long Examined => _data.Examined;

    /// <summary>Gets the data of the event, which is valid until the next event is read.</summary>
    public ReadOnlySpan<byte> Data => _data.Bytes;

    /// <summary>Gets the type of the event; <c>message</c> if none is specified.</summary>
    public string EventType { get; private set; } = "message";

    /// <summary>Gets the HTTP status that a comment specifies for the event. Some servers report the status of an error only in such a comment.</summary>
    public int? StatusHint { get; private set; }

    /// <summary>
    /// Gets a complete JSON object or list at the end of the stream, without <c>data:</c> and without a blank line; empty if there is none.
    /// It is not an event, but may be an answer that was sent instead of a stream.
    /// </summary>
    public ReadOnlySpan<byte> Leftover => _isAtEnd && _data.IsBare && _data.IsWhole() ? Data : default;

    /// <summary>Gets whether the stream has ended.</summary>
    public bool HasAllBytes => _lines.HasAllBytes;

    /// <summary>
    /// Gets the bytes that have been received but not read yet, if they begin with a new event; otherwise empty. Once this property has
    /// been read, the data of the previous event is no longer available.
    /// </summary>
    public ReadOnlySpan<byte> Ahead
    {
        get
        {
            Leave();
            return _data.IsEmpty && StatusHint is null && EventType == "message" ? _lines.Ahead : default;
        }
    }

    /// <summary>
    /// Gets the bytes of the event, including the blank line at its end, if they are contiguous in the buffer and the data is a single line;
    /// otherwise empty. They are valid until the next event is read, like <see cref="Data"/>.
    /// </summary>
    public ReadOnlySpan<byte> Raw =>
        _isRead && !_isAtEnd && !_hasMoved && StatusHint is null && _data.Start is not null && _start is { } start ? _lines.ReadFrom(start) : default;

    /// <summary>Gets the position of the data in <see cref="Raw"/>.</summary>
    public int DataStart => (_data.Start ?? 0) - (_start ?? 0);

    /// <summary>Skips the specified number of bytes, which must be complete events that have not been read yet.</summary>
    public void Skip(int count) => _lines.Skip(count);

    /// <summary>Reads the next event if it has been received completely.</summary>
    public bool TryRead()
    {
        Leave();
        while (!_isRead && _lines.TryReadLine(out var line))
        {
            _start ??= line.Start.Value;
            _isRead = TakeLine(line);
        }

        return _isRead;
    }

    /// <summary>Waits for more bytes. The returned number must be passed to <see cref="Take"/>; it is zero at the end of the stream.</summary>
    /// <exception cref="ChatProtocolException">An event is larger than allowed.</exception>
    // The work is split between FillAsync and Take, which saves one state machine for each wait.
    public ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        _data.Detach();
        _hasMoved |= _start is not null;
        return _isAtEnd ? ValueTask.FromResult(0) : _lines.FillAsync(cancellationToken);
    }

    public void Take(int count) => _lines.Take(count);

    /// <summary>Reads the last event if the stream ends without a blank line after it.</summary>
    public bool TryReadLast()
    {
        _isAtEnd = true;

        // The specification discards an event without a blank line, but some servers end streams this way.
        _isRead = (_lines.TryReadRest(out var rest) && TakeLine(rest))
            || (!_data.IsBare && _data.IsReady() && (_data.IsWhole() || EventType == "error"));
        return _isRead;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _data.Dispose();
    }

    private void Leave()
    {
        if (_isRead)
        {
            _isRead = false;
            Begin();
        }
    }

    private void Begin()
    {
        _data.Clear();
        (_start, _hasMoved) = (null, false);
        (EventType, StatusHint) = (_nextType ?? "message", _nextHint);
        (_nextType, _nextHint) = (null, null);
    }

    /// <summary>Reads a line. Returns <see langword="true"/> if an event is complete, either with this line or before it.</summary>
    private bool TakeLine(Range place)
    {
        var line = _lines[place];
        if (line.IsEmpty)
        {
            return EndEvent();
        }

        if (line[0] == ':')
        {
            ReadComment(line[1..]);
            return false;
        }

        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? line : line[..colon];
        var valueStart = colon < 0 ? place.End.Value : place.Start.Value + colon + 1;
        if (valueStart < place.End.Value && _lines[valueStart..place.End][0] == ' ')
        {
            valueStart++;
        }

        var value = valueStart..place.End;
        return name switch
        {
            _ when name.SequenceEqual("data"u8) => TakeData(value),
            _ when name.SequenceEqual("event"u8) => TakeType(value),
            _ when name.SequenceEqual("id"u8) || name.SequenceEqual("retry"u8) => false,
            _ when name.SequenceEqual("error"u8) && valueStart < place.End.Value => TakeError(value),
            _ => TakeUnknownLine(place),
        };
    }

    private bool EndEvent()
    {
        EventType = _nextType ?? EventType;
        StatusHint = _nextHint ?? StatusHint;
        (_nextType, _nextHint) = (null, null);

        // According to the specification, an event needs data, but an error without data is returned too.
        if (_data.IsReady() || (_data.IsEmpty && EventType == "error"))
        {
            return true;
        }

        if (!_data.IsBare)
        {
            Begin();
        }

        return false;
    }

    private bool TakeData(Range value)
    {
        if (EndsBefore(value))
        {
            return true;
        }

        if (_data.IsBare)
        {
            _data.Clear();
        }

        _data.Add(value);
        return false;
    }

    private bool TakeType(Range value)
    {
        var bytes = _lines[value];
        var type = bytes.IsEmpty || bytes.SequenceEqual("message"u8) ? "message" : Encoding.UTF8.GetString(bytes);
        (EventType, _nextType) = _data.IsEmpty ? (type, _nextType) : (EventType, type);
        return false;
    }

    private bool TakeError(Range value)
    {
        if (EndsBefore(value))
        {
            return true;
        }

        EventType = "error";
        _data.Clear();
        _data.Add(value);
        return false;
    }

    /// <summary>Reads a line that is not a known field. The specification ignores such a line, but it may be JSON or continue JSON.</summary>
    private bool TakeUnknownLine(Range line)
    {
        if (EndsBefore(line))
        {
            return true;
        }

        if (_data.IsEmpty && !JsonProgress.Opens(_lines[line]) && !StreamEnd.IsDone(_lines[line]))
        {
            return false;
        }

        if (_data.IsEmpty || _data.IsBare)
        {
            _data.AddBare(line);
            return _data.IsDone();
        }

        if (_data.IsWhole())
        {
            // The data is complete, but some servers end an event with a line of spaces instead of a blank line.
            return _lines[line].Trim(" \t"u8).IsEmpty;
        }

        _data.AddContinuation(line);
        return false;
    }

    /// <summary>Determines whether the event was complete before this line, so that the line begins another event. Some servers send no blank line between events.</summary>
    private bool EndsBefore(Range line)
    {
        var next = _lines[line];
        var begins = _data.IsBare || JsonProgress.Opens(next) || StreamEnd.IsDone(next);
        var isNext = !_data.IsEmpty && begins && _data.IsWholeObject();
        if (isNext)
        {
            _lines.Unread();
        }

        return isNext;
    }

    private void ReadComment(ReadOnlySpan<byte> comment)
    {
        var text = comment.Trim((byte)' ');
        if (text.StartsWith("HTTP_STATUS/"u8) && Utf8Parser.TryParse(text["HTTP_STATUS/".Length..], out int status, out _))
        {
            StatusHint = _data.IsEmpty ? status : StatusHint;
            _nextHint = _data.IsEmpty ? _nextHint : status;
        }
    }
}
