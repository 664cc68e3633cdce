using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace ChatSdk.Tool.Tests;

/// <summary>Draws the terminal output of a command as an SVG image for a page in the docs.</summary>
internal static partial class TerminalPicture
{
    private const int _lineHeight = 18;
    private const int _margin = 16;
    private const double _columnWidth = 7.9;

    private const string _style = """
        text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d4d4d4; white-space: pre; }
        .bold { font-weight: 700; } .dim { fill: #9a9a9a; } .italic { font-style: italic; } .underline { text-decoration: underline; }
        .green { fill: #4ec98f; } .red { fill: #ff7b72; } .yellow { fill: #e2b340; } .cyan { fill: #56c2d6; } .blue { fill: #6ea8fe; } .gray { fill: #9a9a9a; }
        """;

    /// <summary>Returns the image.</summary>
    /// <param name="commandLine">The command, which is shown in the first line.</param>
    /// <param name="columns">The width of the terminal, in characters.</param>
    /// <param name="write">Writes the output.</param>
    public static string Draw(string commandLine, int columns, Action<IAnsiConsole> write)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard });
        console.Profile.Width = columns;
        write(console);

        var lines = $"$ {commandLine}\n{output}".ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {(int)(columns * _columnWidth) + 2 * _margin} {lines.Length * _lineHeight + 2 * _margin}">""");
        svg.Append(CultureInfo.InvariantCulture, $"\n<title>{Text(commandLine)}</title>\n<style>\n{_style}\n</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1e1e1e\"/>\n");
        for (var line = 0; line < lines.Length; line++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{_margin}\" y=\"{_margin + 13 + line * _lineHeight}\" xml:space=\"preserve\">{Spans(lines[line].TrimEnd())}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    // An escape sequence sets the style of the text after it.
    private static string Spans(string line)
    {
        var spans = new StringBuilder();
        var style = "";
        var position = 0;
        foreach (Match escape in Escapes().Matches(line))
        {
            Append(spans, line[position..escape.Index], style);
            style = string.Join(' ', escape.Groups["codes"].Value.Split(';').Select(Class).Where(name => name.Length > 0));
            position = escape.Index + escape.Length;
        }

        Append(spans, line[position..], style);
        return spans.ToString();
    }

    private static void Append(StringBuilder spans, string text, string style)
    {
        if (text.Length > 0)
        {
            spans.Append(style.Length == 0 ? Text(text) : $"<tspan class=\"{style}\">{Text(text)}</tspan>");
        }
    }

    private static string Class(string code) => code switch
    {
        "1" => "bold",
        "2" => "dim",
        "3" => "italic",
        "4" => "underline",
        "31" or "91" => "red",
        "32" or "92" => "green",
        "33" or "93" => "yellow",
        "34" or "94" => "blue",
        "36" or "96" => "cyan",
        "90" => "gray",
        _ => "",
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"\x1b\[(?<codes>[0-9;]*)m", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escapes();
}
