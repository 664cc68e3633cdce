using System.Net;

namespace ChatSdk;

/// <summary>Splits HTML or XML into tags and text. The time is proportional to the length of the page, even if it is malformed.</summary>
internal static class Markup
{
    /// <summary>Splits a page into its tags (<c>H1</c>, <c>/H1</c>) and the text after each tag. The content of scripts, styles and comments is left out.</summary>
    public static List<(string Tag, string Text)> Split(string page)
    {
        List<(string Tag, string Text)> parts = [];
        var (tag, at) = ("", 0);
        while (true)
        {
            var open = NextTag(page, at);
            parts.Add((tag, Clean(page[at..open])));
            if (open == page.Length)
            {
                return parts;
            }

            (tag, at) = ReadTag(page, open);
        }
    }

    private static int NextTag(string page, int at)
    {
        var open = page.IndexOf('<', at);
        while (open >= 0 && !(open + 1 < page.Length && (char.IsAsciiLetter(page[open + 1]) || page[open + 1] is '/' or '!' or '?')))
        {
            open = page.IndexOf('<', open + 1);
        }

        return open < 0 ? page.Length : open;
    }

    /// <summary>Reads a tag: its name, and the position after it.</summary>
    private static (string Name, int End) ReadTag(string page, int open)
    {
        if (string.CompareOrdinal(page, open, "<!--", 0, "<!--".Length) == 0)
        {
            return ("", After(page, "-->", open));
        }

        var length = 1;
        while (open + 1 + length < page.Length && char.IsAsciiLetterOrDigit(page[open + 1 + length]))
        {
            length++;
        }

        var tag = page.Substring(open + 1, length).ToUpperInvariant();
        var end = After(page, ">", open);
        return tag is "SCRIPT" or "STYLE" ? (tag, Before(page, $"</{tag}", end)) : (tag, end);
    }

    private static int After(string page, string text, int from) => page.IndexOf(text, from, StringComparison.Ordinal) is >= 0 and var at ? at + text.Length : page.Length;

    private static int Before(string page, string text, int from) => page.IndexOf(text, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : page.Length;

    private static string Clean(string text) => string.Join(' ', WebUtility.HtmlDecode(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
