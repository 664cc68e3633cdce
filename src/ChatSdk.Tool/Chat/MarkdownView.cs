using System.Globalization;
using Markdig;
using Markdig.Syntax;
using Spectre.Console;
using Spectre.Console.Rendering;
using Table = Spectre.Console.Table;
using TableCell = Markdig.Extensions.Tables.TableCell;
using TableRow = Markdig.Extensions.Tables.TableRow;

namespace ChatSdk.Tool;

/// <summary>Formats Markdown for a terminal of any width.</summary>
internal static class MarkdownView
{
    private static readonly MarkdownPipeline _pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseAutoLinks().UseTaskLists().Build();
    private static readonly Style _heading = new(Color.Aqua, decoration: Decoration.Bold);
    private static readonly Style _quote = new(decoration: Decoration.Italic);

    /// <summary>Gets the style of code.</summary>
    public static Style Code { get; } = new(Color.Yellow);

    /// <summary>Formats a block.</summary>
    public static IRenderable Of(MarkdownBlock block)
    {
        if (block.IsCode)
        {
            // Without the space, an empty line would not be shown.
            return Indented(new Text(block.Text.Length > 0 ? block.Text : " ", Code), 2);
        }

        try
        {
            return Rows(Markdown.Parse(block.Text, _pipeline), Style.Plain);
        }
        catch (ArgumentException)
        {
            // The parser rejects text that is nested too deeply.
            return new Text(block.Text);
        }
    }

    private static Rows Rows(ContainerBlock container, Style style)
    {
        List<IRenderable> rows = [];
        foreach (var block in container.Where(block => block is not LinkReferenceDefinitionGroup))
        {
            // Lists are shown without empty lines, either between items or within an item.
            if (rows.Count > 0 && container is not (ListBlock or ListItemBlock))
            {
                rows.Add(Text.Empty);
            }

            rows.Add(Row(block, style));
        }

        return new Rows(rows);
    }

    private static IRenderable Row(Block block, Style style) => block switch
    {
        HeadingBlock heading => MarkdownInlines.Of(heading.Inline, _heading),
        ThematicBreakBlock => new Rule { Style = new Style(decoration: Decoration.Dim) },
        QuoteBlock quote => Prefixed("│ ", Rows(quote, style.Combine(_quote))),
        ListBlock list => List(list, style),
        CodeBlock code => Indented(new Text(code.Lines.ToString(), Code), 2),
        Markdig.Extensions.Tables.Table table => TableOf(table),
        LeafBlock { Inline: { } inline } => MarkdownInlines.Of(inline, style),
        LeafBlock leaf => new Text(leaf.Lines.ToString(), style),
        ContainerBlock container => Rows(container, style),
        _ => Text.Empty,
    };

    private static Rows List(ListBlock list, Style style)
    {
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        List<IRenderable> rows = [];
        foreach (var item in list.OfType<ListItemBlock>())
        {
            rows.Add(Prefixed(list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "• ", Rows(item, style)));
        }

        return new Rows(rows);
    }

    private static Table TableOf(Markdig.Extensions.Tables.Table markdown)
    {
        var table = new Table().Border(TableBorder.Rounded);
        var columns = markdown.OfType<TableRow>().Select(row => row.Count).DefaultIfEmpty().Max();
        var rows = markdown.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(cell => (IRenderable)Rows(cell, row.IsHeader ? new Style(decoration: Decoration.Bold) : Style.Plain)).ToList()).ToList();
        for (var column = 0; column < columns; column++)
        {
            table.AddColumn(new TableColumn(column < rows[0].Count ? rows[0][column] : Text.Empty));
        }

        foreach (var row in rows.Skip(1))
        {
            table.AddRow(row);
        }

        return table;
    }

    private static Grid Prefixed(string prefix, IRenderable content)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn().NoWrap().Padding(0, 0, 0, 0).Width(prefix.Length));
        grid.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        grid.AddRow(new Text(prefix), content);
        return grid;
    }

    private static Padder Indented(IRenderable content, int columns) => new(content, new Padding(columns, 0, 0, 0));
}
