using System.Net;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using Spectre.Console;

namespace ChatSdk.Tool;

/// <summary>Formats the text of a Markdown block.</summary>
internal static class MarkdownInlines
{
    private static readonly Style _address = new(Color.Blue, decoration: Decoration.Underline);

    public static Paragraph Of(ContainerInline? inlines, Style style)
    {
        var paragraph = new Paragraph();
        Append(paragraph, inlines, style);
        return paragraph;
    }

    private static void Append(Paragraph paragraph, ContainerInline? inlines, Style style)
    {
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
        {
            Append(paragraph, inline, style);
        }
    }

    private static void Append(Paragraph paragraph, Inline inline, Style style)
    {
        switch (inline)
        {
            case LiteralInline literal:
                paragraph.Append(literal.Content.ToString(), style);
                break;
            case CodeInline code:
                paragraph.Append(code.Content, MarkdownView.Code);
                break;
            case LineBreakInline line:
                paragraph.Append(line.IsHard ? "\n" : " ", style);
                break;
            case HtmlEntityInline entity:
                paragraph.Append(entity.Transcoded.ToString(), style);
                break;
            case HtmlInline html:
                paragraph.Append(html.Tag, style);
                break;
            case AutolinkInline link:
                paragraph.Append(link.Url, _address);
                break;
            case TaskList task:
                paragraph.Append(task.Checked ? "[x]" : "[ ]", style);
                break;
            case EmphasisInline emphasis:
                Append(paragraph, emphasis, style.Combine(new Style(decoration: DecorationOf(emphasis))));
                break;
            case LinkInline link:
                AppendLink(paragraph, link, style);
                break;
            case ContainerInline container:
                Append(paragraph, container, style);
                break;
        }
    }

    // The address is shown too, because not every terminal supports links, and because a model may have made the address up.
    private static void AppendLink(Paragraph paragraph, LinkInline link, Style style)
    {
        var address = WebUtility.HtmlDecode(link.Url ?? "");
        if (link.FirstChild is LiteralInline text && link.FirstChild == link.LastChild && text.Content.ToString() == address)
        {
            paragraph.Append(address, _address);
            return;
        }

        Append(paragraph, link, style);
        paragraph.Append(" (", style);
        paragraph.Append(address, _address);
        paragraph.Append(")", style);
    }

    private static Decoration DecorationOf(EmphasisInline emphasis) => emphasis switch
    {
        { DelimiterChar: '~', DelimiterCount: 2 } => Decoration.Strikethrough,
        { DelimiterCount: 2 } => Decoration.Bold,
        _ => Decoration.Italic,
    };
}
