namespace ChatSdk;

/// <summary>Finds the end of a JSON value, without throwing an exception for invalid JSON.</summary>
internal static class JsonScan
{
    private const int _deepest = 64;

    /// <summary>Determines whether the text is exactly one JSON value.</summary>
    public static bool IsWhole(string text)
    {
        var place = 0;
        return TrySkipValue(text, ref place, 0) && SkipBlanks(text, place) == text.Length;
    }

    /// <summary>Skips a value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The start of the value. When the method returns, it is the end of the value or the position of the first error.</param>
    /// <param name="depth">The nesting depth of the value.</param>
    /// <returns>Whether the value is complete, valid and not nested too deeply.</returns>
    public static bool TrySkipValue(ReadOnlySpan<char> text, ref int place, int depth)
    {
        place = SkipBlanks(text, place);
        if (place >= text.Length || depth > _deepest)
        {
            return false;
        }

        return text[place] switch
        {
            '{' => TrySkipItems(text, ref place, '}', depth),
            '[' => TrySkipItems(text, ref place, ']', depth),
            '"' => TrySkipString(text, ref place),
            't' => TrySkipWord(text, ref place, "true"),
            'f' => TrySkipWord(text, ref place, "false"),
            'n' => TrySkipWord(text, ref place, "null"),
            _ => TrySkipNumber(text, ref place),
        };
    }

    private static bool TrySkipItems(ReadOnlySpan<char> text, ref int place, char closer, int depth)
    {
        place = SkipBlanks(text, place + 1);
        if (TrySkip(text, ref place, closer))
        {
            return true;
        }

        while (closer == ']' || TrySkipName(text, ref place))
        {
            if (!TrySkipValue(text, ref place, depth + 1))
            {
                return false;
            }

            place = SkipBlanks(text, place);
            if (TrySkip(text, ref place, closer))
            {
                return true;
            }

            if (!TrySkip(text, ref place, ','))
            {
                return false;
            }

            place = SkipBlanks(text, place);
        }

        return false;
    }

    private static bool TrySkipName(ReadOnlySpan<char> text, ref int place)
    {
        if (place >= text.Length || text[place] != '"' || !TrySkipString(text, ref place))
        {
            return false;
        }

        place = SkipBlanks(text, place);
        return TrySkip(text, ref place, ':');
    }

    private static bool TrySkipString(ReadOnlySpan<char> text, ref int place)
    {
        for (place++; place < text.Length; place++)
        {
            switch (text[place])
            {
                case '"':
                    place++;
                    return true;
                case < ' ':
                    return false;
                case '\\' when !TrySkipEscape(text, ref place):
                    return false;
            }
        }

        return false;
    }

    private static bool TrySkipEscape(ReadOnlySpan<char> text, ref int place)
    {
        const int Digits = 4;
        place++;
        if (place < text.Length && text[place] == 'u')
        {
            var last = place + Digits;
            while (place < last && place + 1 < text.Length && char.IsAsciiHexDigit(text[place + 1]))
            {
                place++;
            }

            return place == last;
        }

        return place < text.Length && "\"\\/bfnrt".Contains(text[place], StringComparison.Ordinal);
    }

    private static bool TrySkipWord(ReadOnlySpan<char> text, ref int place, string word)
    {
        var isWord = text[place..].StartsWith(word, StringComparison.Ordinal);
        place += isWord ? word.Length : 0;
        return isWord;
    }

    private static bool TrySkipNumber(ReadOnlySpan<char> text, ref int place)
    {
        TrySkip(text, ref place, '-');
        var first = place;
        var whole = SkipDigits(text, ref place);
        if (whole == 0 || (whole > 1 && text[first] == '0') || (TrySkip(text, ref place, '.') && SkipDigits(text, ref place) == 0))
        {
            return false;
        }

        if (TrySkip(text, ref place, 'e') || TrySkip(text, ref place, 'E'))
        {
            _ = TrySkip(text, ref place, '+') || TrySkip(text, ref place, '-');
            return SkipDigits(text, ref place) > 0;
        }

        return true;
    }

    private static int SkipDigits(ReadOnlySpan<char> text, ref int place)
    {
        var first = place;
        while (place < text.Length && char.IsAsciiDigit(text[place]))
        {
            place++;
        }

        return place - first;
    }

    private static int SkipBlanks(ReadOnlySpan<char> text, int place)
    {
        while (place < text.Length && (text[place] is ' ' or '\t' or '\r' or '\n'))
        {
            place++;
        }

        return place;
    }

    private static bool TrySkip(ReadOnlySpan<char> text, ref int place, char character)
    {
        var isThere = place < text.Length && text[place] == character;
        place += isThere ? 1 : 0;
        return isThere;
    }
}
