namespace ChatSdk;

/// <summary>Finds JSON among words.</summary>
internal static class JsonFinder
{
    /// <summary>
    /// Returns the objects and lists in a text, the last one first; not those inside another. What the model thought aloud
    /// before its answer is skipped.
    /// </summary>
    public static IEnumerable<string> FindFromEnd(string text)
    {
        List<(int Start, int End)> found = [];
        for (var place = NextBracket(text, ThinkingTags.EndOfLastClosing(text)); place >= 0; place = NextBracket(text, place))
        {
            var start = place;
            if (JsonScan.TrySkipValue(text, ref place, 0))
            {
                found.Add((start, place));
            }

            // Inside JSON that goes wrong or is cut there is no answer: the search goes on where it went wrong.
            place = Math.Max(place, start + 1);
        }

        found.Reverse();
        return found.Select(json => text[json.Start..json.End]);
    }

    private static int NextBracket(string text, int from)
    {
        var distance = text.AsSpan(from).IndexOfAny('{', '[');
        return distance < 0 ? -1 : from + distance;
    }
}
