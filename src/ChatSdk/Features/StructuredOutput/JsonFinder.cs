namespace ChatSdk;

/// <summary>Finds JSON in text.</summary>
internal static class JsonFinder
{
    /// <summary>
    /// Returns the top-level objects and lists in the text, the last one first. If the text contains a closing think tag, only the text after
    /// the last one is searched, because the text before it is reasoning.
    /// </summary>
    public static IEnumerable<string> FindFromEnd(string text)
    {
        List<(int Start, int End)> found = [];
        for (var place = NextBracket(text, ThinkTag.EndOfLastClosing(text)); place >= 0; place = NextBracket(text, place))
        {
            var start = place;
            if (JsonScan.TrySkipValue(text, ref place, 0))
            {
                found.Add((start, place));
            }

            // Values inside invalid or incomplete JSON are not answers, so the search continues at the position of the error.
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
