namespace ChatSdk;

/// <summary>Finds the wait time in a server's message, for example "Please try again in 20s", "Retry after 6 seconds" or "wait 1m30s".</summary>
internal static class WaitWords
{
    private static readonly string[] _leads =
        ["try again in", "try again after", "again in", "retry in", "retry after", "retry-after", "retry_after", "retryAfter", "retryDelay", "wait", "resets in", "reset in", "reset after"];

    private static readonly string[] _fillers = ["about", "approximately", "around", "at least", "another", "for"];

    /// <summary>Returns the wait time in the message; <see langword="null"/> if there is none.</summary>
    public static TimeSpan? Find(string? text)
    {
        foreach (var lead in text is null ? [] : _leads)
        {
            for (var at = Next(text!, lead, 0); at >= 0; at = Next(text!, lead, at + 1))
            {
                var isWord = at == 0 || !char.IsAsciiLetterOrDigit(text![at - 1]);
                if (isWord && ReadDuration(WithoutFillers(text.AsSpan(at + lead.Length))) is { } wait)
                {
                    return wait;
                }
            }
        }

        return null;
    }

    private static int Next(string text, string lead, int from) => from >= text.Length ? -1 : text.IndexOf(lead, from, StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> WithoutFillers(ReadOnlySpan<char> text)
    {
        // The characters between a name and its value are skipped too, for messages that quote JSON or a header.
        text = text.TrimStart(" \t\r\n\"'\\:=~");
        foreach (var filler in _fillers)
        {
            text = text.StartsWith(filler, StringComparison.OrdinalIgnoreCase) ? text[filler.Length..].TrimStart() : text;
        }

        return text;
    }

    private static TimeSpan? ReadDuration(ReadOnlySpan<char> text)
    {
        if (DurationText.ReadStart(text, out _) is { } duration)
        {
            return duration;
        }

        // A number without a unit is in seconds, unless it is part of another expression, such as a date, a time, or "3 requests".
        var number = text[..(text.IndexOfAnyExceptInRange('.', '9') is >= 0 and var end ? end : text.Length)].TrimEnd('.');
        var isAlone = text[number.Length..].TrimStart() is [] or ['.' or ',' or ';' or ')' or '"' or '!', ..];
        return isAlone && DurationText.Number(number) is { } seconds ? DurationText.OfSeconds(seconds) : null;
    }
}
