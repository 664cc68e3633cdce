using System.Text;

namespace ApiReference;

/// <summary>Escapes text for Markdown.</summary>
internal static class Markdown
{
    /// <summary>Returns text in which nothing is markup: no Markdown, no tag, no template expression of the site.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '{' => escaped.Append("&#123;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Returns text as inline code.</summary>
    public static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    /// <summary>Returns the anchor that the site generates for a heading.</summary>
    public static string Slug(string heading) =>
        new([.. heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is '-' or '_' or ' ').Select(character => character == ' ' ? '-' : character)]);
}
