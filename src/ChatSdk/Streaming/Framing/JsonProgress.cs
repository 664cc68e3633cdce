using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Watches a JSON object or list grow, and knows when it is whole. Every byte is looked at once, however many pieces
/// the text comes in.
/// </summary>
internal struct JsonProgress
{
    private int _seen;
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;
    private bool _isHopeless;

    /// <summary>Tells whether a text begins like an object or a list.</summary>
    public static bool Opens(ReadOnlySpan<byte> text)
    {
        var start = text.TrimStart(" \t\r\n"u8);
        return start.Length > 0 && (start[0] is (byte)'{' || (start[0] is (byte)'[' && !StreamEnd.IsDone(start)));
    }

    /// <summary>Tells whether the text is one whole JSON object or list; what it was asked before must be its beginning.</summary>
    public bool IsWhole(ReadOnlySpan<byte> text)
    {
        for (; _seen < text.Length; _seen++)
        {
            Look(text[_seen]);
        }

        if (_isHopeless || _depth != 0 || _isInString || !Opens(text))
        {
            return false;
        }

        // What is balanced but wrong gets right with nothing that may follow.
        _isHopeless = !IsValid(text);
        return !_isHopeless;
    }

    /// <summary>Looks at a further piece of a text, for whoever does not have it as bytes.</summary>
    /// <returns>Whether all that was opened is closed, so that the text may be whole.</returns>
    public bool IsBalancedBehind(ReadOnlySpan<char> piece)
    {
        foreach (var character in piece)
        {
            Look(character);
        }

        return _depth == 0 && !_isInString;
    }

    private void Look(int next)
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
