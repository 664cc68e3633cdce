using System.Text;
using System.Xml.Linq;

namespace ApiReference;

/// <summary>Converts a documentation comment of a type or member to Markdown.</summary>
/// <param name="reference">The API reference, to which problems are reported.</param>
/// <param name="page">The type whose page contains the comment; <see langword="null"/> for the index.</param>
/// <param name="owner">The name of the type or member that has the comment. Reported problems start with it.</param>
internal sealed class CommentWriter(Reference reference, Type? page, string owner)
{
    /// <summary>Returns the comment as paragraphs.</summary>
    public string Paragraphs(XElement? comment) => comment is null ? "" : Tidy(Inner(comment));

    /// <summary>Returns the comment on one line, for a table.</summary>
    public string Cell(XElement? comment) => string.Join(' ', Paragraphs(comment).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Returns a link to a type or member. If it has no page, reports this and returns its name without a link.</summary>
    public string Link(string id)
    {
        if (reference.Links.To(id, page) is { } link)
        {
            return link;
        }

        reference.Report($"{owner}: there is no page for {id}.");
        return Markdown.Code(id[2..]);
    }

    private string Inner(XElement element) => string.Concat(element.Nodes().Select(Node));

    private string Node(XNode node) => node switch
    {
        XText text => Markdown.Escape(text.Value),
        XElement element => Element(element),
        _ => "",
    };

    private string Element(XElement element) => element.Name.LocalName switch
    {
        "see" or "seealso" => See(element),
        "paramref" or "typeparamref" => Markdown.Code(element.Attribute("name")!.Value),
        "c" => Markdown.Code(element.Value),
        "code" => $"\n\n```csharp\n{Unindent(element.Value)}\n```\n\n",
        "para" => $"\n\n{Inner(element)}\n\n",
        "list" => $"\n\n{string.Concat(element.Elements("item").Select(item => $"- {Cell(item)}\n"))}\n",
        "item" or "term" or "description" => Inner(element),
        var name => Unknown(name),
    };

    private string See(XElement see) =>
        see.Attribute("langword") is { } word ? Markdown.Code(word.Value)
        : see.Attribute("href") is { } address ? $"[{Markdown.Escape(see.Value.Length > 0 ? see.Value : address.Value)}]({address.Value})"
        : Link(see.Attribute("cref")!.Value);

    private string Unknown(string name)
    {
        reference.Report($"{owner}: the comment has the unknown element <{name}>.");
        return "";
    }

    /// <summary>Removes the indentation outside code blocks, and all but one of several consecutive empty lines.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder();
        var (isCode, isGap) = (false, false);
        foreach (var line in text.Split('\n'))
        {
            var shown = isCode ? line : line.Trim();
            isCode ^= shown.StartsWith("```", StringComparison.Ordinal);
            if (shown.Length > 0 || isCode)
            {
                tidy.Append(isGap && tidy.Length > 0 ? "\n" : "").Append(shown).Append('\n');
            }

            isGap = shown.Length == 0;
        }

        return tidy.ToString().TrimEnd();
    }

    private static string Unindent(string code)
    {
        var lines = code.Trim('\n', '\r').TrimEnd().Split('\n');
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : ""));
    }
}
