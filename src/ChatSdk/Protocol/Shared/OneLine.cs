using System.Text;

namespace ChatSdk;

/// <summary>Formats untrusted text for a message: as one line of limited length, without control characters.</summary>
internal static class OneLine
{
    public static string Of(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest) + 1);
        foreach (var character in text.AsSpan().Trim())
        {
            if (line.Length == longest)
            {
                line.Length -= char.IsHighSurrogate(line[^1]) ? 1 : 0;
                return line.Append('…').ToString();
            }

            if (!IsInvisible(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }

    // Besides control characters, these are line and paragraph separators, and characters that change the text direction.
    private static bool IsInvisible(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
