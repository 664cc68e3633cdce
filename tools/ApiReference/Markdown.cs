using System.Text;

namespace ApiReference;

/// <summary>Formats text as Markdown.</summary>
internal static class Markdown
{
    /// <summary>Escapes text so that the site does not interpret any of it as Markdown, as an HTML tag or as a template expression.</summary>
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

    /// <summary>Formats text as inline code.</summary>
    public static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    /// <summary>Returns the anchor that the site creates for a heading.</summary>
    public static string Slug(string heading) =>
        new([.. heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is '-' or '_' or ' ').Select(character => character == ' ' ? '-' : character)]);
}
