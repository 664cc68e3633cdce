using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Determines when a JSON object or list that is received in fragments is complete. Regardless of the number of fragments, every byte
/// is read at most twice: when it is received, and when all brackets and strings are closed.
/// </summary>
internal struct JsonProgress
{
    private int _seen;

    // The start and the end of the text without the white space around it.
    private int _start;
    private int _end;

    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    // The position at which all brackets and strings were first closed, and whether the text up to it was valid. Later text cannot change this.
    private int _closedAt;
    private bool _isValid;

    /// <summary>Gets the number of bytes that have been read. Bytes that were read twice are counted twice.</summary>
    public long Examined { get; private set; }

    /// <summary>Gets whether all brackets and strings are closed.</summary>
    public readonly bool IsBalanced => _depth == 0 && !_isInString;

    /// <summary>Determines whether the text begins like an object or a list, and is not <c>[DONE]</c>.</summary>
    public static bool Opens(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(" \t\r\n"u8);
        return start.Length > 0 && (start[0] is (byte)'{' || (start[0] is (byte)'[' && !StreamEnd.IsDone(start)));
    }

    /// <summary>Determines whether the text begins like an object or a list, and is not <c>[DONE]</c>. Pass all the text received so far.</summary>
    public bool HasOpened(ReadOnlySpan<byte> text) => Opens(Trim(text));

    /// <summary>Determines whether the text is <c>[DONE]</c>, optionally surrounded by white space. Pass all the text received so far.</summary>
    public bool IsDone(ReadOnlySpan<byte> text) => StreamEnd.IsDone(Trim(text));

    /// <summary>Determines whether the text is one complete JSON object or list. Pass all the text received so far.</summary>
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

    /// <summary>Reads the part that has been added to the text, and returns the complete text without the white space around it.</summary>
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
