namespace ChatSdk;

/// <summary>
/// Splits bytes into lines, which end with CR, LF or CRLF. The bytes remain in one buffer. A line is a range of the buffer. It
/// is valid until the buffer is filled again.
/// </summary>
internal sealed class LineReader(Stream stream, int maxLineBytes) : IDisposable
{
    private const int _firstSize = 16 * 1024;

    private byte[] _buffer = Buffers.Rent(_firstSize);
    private int _lineStart;
    private int _next;
    private int _searched;
    private int _end;
    private bool _skipLineFeed;
    private bool _isAtStart = true;
    private bool _isFilling;

    /// <summary>Gets whether the stream has ended.</summary>
    public bool HasAllBytes { get; private set; }

    /// <summary>Gets the bytes in a range of the buffer.</summary>
    public ReadOnlySpan<byte> this[Range place] => _buffer.AsSpan(place);

    /// <summary>Gets the bytes that have been received but not read yet.</summary>
    public ReadOnlySpan<byte> Ahead => SkipPrefix() ? _buffer.AsSpan(_next, _end - _next) : default;

    /// <summary>Returns the bytes from a position to the current position.</summary>
    public ReadOnlySpan<byte> ReadFrom(int start) => SkipPrefix() ? _buffer.AsSpan(start, _next - start) : default;

    /// <summary>Skips the specified number of bytes, which must be complete lines that have not been read yet.</summary>
    public void Skip(int count) => _searched = _next += count;

    /// <summary>Reads the next complete line, without its line ending; returns <see langword="false"/> if more bytes are needed.</summary>
    public bool TryReadLine(out Range line)
    {
        line = default;
        if (!SkipPrefix())
        {
            return false;
        }

        var found = _buffer.AsSpan(_searched, _end - _searched).IndexOfAny((byte)'\r', (byte)'\n');
        if (found < 0)
        {
            _searched = _end;
            return false;
        }

        var end = _searched + found;
        line = _next..end;
        _lineStart = _next;

        // After a CR, the LF of a CRLF may not have been received yet, so it is skipped later.
        _skipLineFeed = _buffer[end] == '\r';
        _next = _searched = end + 1;
        return true;
    }

    /// <summary>Reads the bytes after the last line ending, at the end of the stream; returns <see langword="false"/> if there are none.</summary>
    public bool TryReadRest(out Range rest)
    {
        rest = _next.._end;
        _lineStart = _next;
        _next = _searched = _end;
        return rest.Start.Value < rest.End.Value;
    }

    /// <summary>Moves back to the start of the last line, so that the line is read again.</summary>
    public void Unread()
    {
        _next = _searched = _lineStart;
        _skipLineFeed = false;
    }

    /// <summary>Reads more bytes. The returned number must be passed to <see cref="Take"/>. Earlier ranges become invalid.</summary>
    /// <exception cref="ChatProtocolException">A line is longer than allowed.</exception>
    public ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        _isFilling = true;
        return stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
    }

    public void Take(int count)
    {
        _isFilling = false;
        _end += count;
        HasAllBytes = count == 0;
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];

        // After a failed read, an operation that ignored its cancellation token may still write into the buffer.
        if (!_isFilling)
        {
            Buffers.Return(buffer);
        }
    }

    /// <summary>Skips the LF of a CRLF, and a byte order mark at the start of the stream; returns <see langword="false"/> if more bytes are needed.</summary>
    private bool SkipPrefix()
    {
        if (_isAtStart)
        {
            var start = _buffer.AsSpan(_next, _end - _next);
            if (start.Length < 3 && "\uFEFF"u8.StartsWith(start))
            {
                return false;
            }

            _isAtStart = false;
            _next = _searched = start.StartsWith("\uFEFF"u8) ? 3 : 0;
        }

        if (_skipLineFeed && _next < _end)
        {
            _skipLineFeed = false;
            if (_buffer[_next] == '\n')
            {
                _next++;
                _searched = Math.Max(_searched, _next);
            }
        }

        return true;
    }

    private void MakeRoom()
    {
        var pending = _end - _next;
        if (pending > maxLineBytes)
        {
            throw new ChatProtocolException($"A line of the stream is longer than {maxLineBytes} bytes (MaxMessageBytes).");
        }

        if (_next > 0)
        {
            _buffer.AsSpan(_next, pending).CopyTo(_buffer);
            _searched -= _next;
            _end = pending;
            _next = 0;
        }

        if (_end == _buffer.Length)
        {
            _buffer = Buffers.Grow(_buffer, maxLineBytes);
        }
    }
}
