using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Detects when a JSON object or list is complete while it is received. Every byte is read once, regardless of the number of
/// fragments.
/// </summary>
internal struct JsonProgress
{
    private int _seen;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isHopeless;

    /// <summary>Gets whether all brackets and strings are closed.</summary>
    public readonly bool IsBalanced => _depth == 0 && !_isInString;

    /// <summary>Determines whether the text begins like an object or a list.</summary>
    public static bool Opens(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(" \t\r\n"u8);
        return start.Length > 0 && (start[0] is (byte)'{' || (start[0] is (byte)'[' && !StreamEnd.IsDone(start)));
    }

    /// <summary>Determines whether the text is one complete JSON object or list. It must begin with the text of the previous call.</summary>
    public bool IsWhole(ReadOnlySpan<byte> text)
    {
        for (; _seen < text.Length; _seen++)
        {
            Look(text[_seen]);
        }

        if (_isHopeless || !IsBalanced || !Opens(text))
        {
            return false;
        }

        // Balanced but invalid JSON cannot become valid.
        _isHopeless = !IsValid(text);
        return !_isHopeless;
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
