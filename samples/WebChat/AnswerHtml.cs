using System.Net;
using System.Text.RegularExpressions;
using ColorCode;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace WebChat;

/// <summary>
/// Converts the Markdown of an answer to HTML while it is received. HTML in the answer is shown as text, and so are links to anything
/// but web pages. Images become links, because loading them could send parts of the conversation to another server.
/// </summary>
internal sealed class AnswerHtml
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseAutoLinks().DisableHtml().Build();

    private readonly List<string> _blocks = [];

    // The number of blocks that later text cannot change, and the Markdown that follows them.
    private int _done;
    private string _rest = "";

    /// <summary>Gets the HTML of the paragraphs, lists and other blocks of the answer.</summary>
    public IReadOnlyList<string> Blocks => _blocks;

    /// <summary>Adds text, and returns the index of the first block that has changed.</summary>
    public int Add(string text)
    {
        var from = _done;
        _rest += text;
        _blocks.RemoveRange(from, _blocks.Count - from);
        try
        {
            Render();
        }
        catch (ArgumentException)
        {
            // Markdig rejects Markdown that is nested too deeply.
            _blocks.Add($"<p>{WebUtility.HtmlEncode(_rest)}</p>");
        }

        return from;
    }

    private void Render()
    {
        var document = Markdown.Parse(_rest, _pipeline);
        Block[] blocks = [.. document.Where(block => block is not LinkReferenceDefinitionGroup)];
        foreach (var item in document.Descendants().ToList())
        {
            Adapt(item, _rest);
        }

        _blocks.AddRange(blocks.Select(Html));

        // Only the last block can still change.
        if (blocks.Length > 1)
        {
            _done += blocks.Length - 1;
            _rest = _rest[(_rest.LastIndexOf('\n', blocks[^1].Span.Start) + 1)..];
        }
    }

    private static string Html(Block block)
    {
        using var output = new StringWriter();
        var html = new HtmlRenderer(output);
        _pipeline.Setup(html);
        html.ObjectRenderers.Replace<CodeBlockRenderer>(new ColoredCode());
        html.Render(block);
        return output.ToString().Trim();
    }

    private static void Adapt(MarkdownObject item, string markdown)
    {
        switch (item)
        {
            case HeadingBlock heading:
                // Only the title of the page is a heading of level 1.
                heading.Level = Math.Min(heading.Level + 1, 6);
                break;
            case Table table:
                // The alignment would be an inline style, which the page does not allow.
                table.ColumnDefinitions.ForEach(column => column.Alignment = null);
                break;
            case LinkInline link when IsWebPage(link.Url):
                (link.IsImage, link.Title) = (false, null);
                if (link.FirstChild is null)
                {
                    link.AppendChild(new LiteralInline(link.Url!));
                }

                OpenInNewTab(link);
                break;
            case AutolinkInline link when IsWebPage(link.Url):
                OpenInNewTab(link);
                break;
            case LinkInline or AutolinkInline:
                ((Inline)item).ReplaceBy(new LiteralInline(markdown.Substring(item.Span.Start, item.Span.Length)), copyChildren: false);
                break;
            default:
                break;
        }
    }

    private static bool IsWebPage(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static void OpenInNewTab(MarkdownObject link)
    {
        link.GetAttributes().AddProperty("target", "_blank");
        link.GetAttributes().AddProperty("rel", "noopener noreferrer");
    }

    /// <summary>Writes a block of code. It has syntax colors if it is complete, not too long, and in a known language.</summary>
    private sealed class ColoredCode : HtmlObjectRenderer<CodeBlock>
    {
        private const int _longest = 20_000;

        protected override void Write(HtmlRenderer renderer, CodeBlock code)
        {
            var name = (code as FencedCodeBlock)?.Info ?? "";
            var text = code.Lines.ToString();
            var language = code is FencedCodeBlock { ClosingFencedCharCount: > 0 } && name.Length > 0 && text.Length <= _longest ? Languages.FindById(name) : null;
            renderer.Write("<pre tabindex=\"0\" data-language=\"").WriteEscape(name).Write("\"><code>");
            renderer.Write(language is null ? WebUtility.HtmlEncode(text) : Color(text, language));
            renderer.Write("</code></pre>");
        }

        private static string Color(string text, ILanguage language)
        {
            try
            {
                // ColorCode adds its own elements around the code.
                var html = new HtmlClassFormatter().GetHtmlString(text, language);
                return html[(html.IndexOf("<pre>", StringComparison.Ordinal) + "<pre>".Length)..html.LastIndexOf("</pre>", StringComparison.Ordinal)].Trim('\r', '\n');
            }
            catch (RegexMatchTimeoutException)
            {
                return WebUtility.HtmlEncode(text);
            }
        }
    }
}
