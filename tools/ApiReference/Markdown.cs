using System.Text;

namespace ApiReference;

/// <summary>Text as Markdown wants it.</summary>
internal static class Markdown
{
    /// <summary>Gives text in which nothing is markup, neither Markdown nor a tag nor a template of the site.</summary>
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

    /// <summary>Gives text as code within a line.</summary>
    public static string Code(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    /// <summary>Gives the anchor that the site makes of a heading.</summary>
    public static string Slug(string heading) =>
        new([.. heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is '-' or '_' or ' ').Select(character => character == ' ' ? '-' : character)]);
}
