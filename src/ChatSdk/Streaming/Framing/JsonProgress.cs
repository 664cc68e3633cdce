using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Follows the growth of a JSON object or list, and knows when it is complete. Every byte is read once, and once more when
/// the text is complete, in however many fragments it is received.
/// </summary>
internal struct JsonProgress
{
    private int _seen;

    // Where the text is without the white space around it.
    private int _start;
    private int _end;

    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    // Where the text ended when everything was closed, and whether it was valid. Nothing that follows can correct it.
    private int _closedAt;
    private bool _isValid;

    /// <summary>Gets how many bytes have been read, those that were read twice counted twice.</summary>
    public long Examined { get; private set; }

    /// <summary>Gets whether all brackets and strings are closed.</summary>
    public readonly bool IsBalanced => _depth == 0 && !_isInString;

    /// <summary>Determines whether the text begins like an object or a list.</summary>
    public static bool Opens(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(" \t\r\n"u8);
        return start.Length > 0 && (start[0] is (byte)'{' || (start[0] is (byte)'[' && !StreamEnd.IsDone(start)));
    }

    /// <summary>Determines whether the text begins like an object or a list; the text of the call before must be its beginning.</summary>
    public bool HasOpened(ReadOnlySpan<byte> text) => Opens(Trim(text));

    /// <summary>Determines whether the text is exactly <c>[DONE]</c>, white space aside; the text of the call before must be its beginning.</summary>
    public bool IsDone(ReadOnlySpan<byte> text) => StreamEnd.IsDone(Trim(text));

    /// <summary>Determines whether the text is one complete JSON object or list. It must begin with the text of the previous call.</summary>
    public bool IsWhole(ReadOnlySpan<byte> text)
    {
        var json = Trim(text);
        if (_closedAt == 0 && IsBalanced && Opens(json))
        {
            Examined += json.Length;
            (_closedAt, _isValid) = (_end, IsValid(json));
        }

        return _isValid && _closedAt == _end;
    }

    /// <summary>Reads the next character or byte, for text that is not available as a span of bytes.</summary>
    public void Look(int next)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
        }
        else if (_isInString)
        {
            _isEscaped = next == '\\';
            _isInString = next != '"';
        }
        else
        {
            _isInString = next == '"';
            _depth += next is (byte)'{' or (byte)'[' ? 1 : next is (byte)'}' or (byte)']' ? -1 : 0;
        }
    }

    /// <summary>Reads what has been added to the text, and returns the text without the white space around it.</summary>
    private ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        Examined += text.Length - _seen;
        for (; _seen < text.Length; _seen++)
        {
            Look(text[_seen]);
            if (text[_seen] is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                _start = _end == 0 ? _seen : _start;
                _end = _seen + 1;
            }
        }

        return text[_start.._end];
    }

    private static bool IsValid(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
