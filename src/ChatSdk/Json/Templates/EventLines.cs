namespace ChatSdk;

/// <summary>Finds the places at which similar events may differ in the lines before their JSON.</summary>
internal static class EventLines
{
    /// <summary>Adds the value of each <c>id:</c> field to the list. Returns <see langword="false"/> if the lines before the data include anything other than comments and the fields <c>id:</c>, <c>event:</c> and <c>retry:</c>.</summary>
    public static bool TryFind(ReadOnlySpan<byte> lines, List<TemplatePlace> places)
    {
        var at = 0;
        while (lines[at..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = lines.Slice(at, length);
            var text = line is [.., (byte)'\r'] ? line[..^1] : line;
            if (text.Contains((byte)'\r') || !(text.StartsWith("id:"u8) || text.StartsWith("event:"u8) || text.StartsWith("retry:"u8) || text.StartsWith(":"u8)))
            {
                return false;
            }

            if (text.StartsWith("id:"u8))
            {
                places.Add(new TemplatePlace(null, PlaceKind.Line, at + "id:".Length, text.Length - "id:".Length));
            }

            at += length + 1;
        }

        return lines[at..].SequenceEqual("data:"u8) || lines[at..].SequenceEqual("data: "u8);
    }
}
