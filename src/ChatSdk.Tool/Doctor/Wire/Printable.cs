using System.Globalization;
using System.Text;

namespace ChatSdk.Tool;

/// <summary>Makes text from a server safe to print. Otherwise, the text could control the terminal.</summary>
internal static class Printable
{
    /// <summary>Returns the text with control and format characters escaped, except line feeds and tabs.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\r')
            {
                clean.Append("\\r");
            }
            else if (character is '\n' or '\t' || (!char.IsControl(character) && char.GetUnicodeCategory(character) != UnicodeCategory.Format))
            {
                clean.Append(character);
            }
            else
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
        }

        return clean.ToString();
    }

    /// <summary>Returns the text as one line of at most the specified number of characters.</summary>
    public static string Line(string text, int length = 200)
    {
        var line = string.Join(' ', Clean(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : $"{line[..(length - 1)]}…";
    }

    public static string Chunks(int count) => count == 1 ? "1 chunk" : string.Create(CultureInfo.InvariantCulture, $"{count:n0} chunks");

    public static string Milliseconds(TimeSpan? time) => string.Create(CultureInfo.InvariantCulture, $"{time?.TotalMilliseconds ?? 0:n0} ms");
}
