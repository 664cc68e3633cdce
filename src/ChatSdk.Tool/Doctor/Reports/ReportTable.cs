using Spectre.Console;
using Spectre.Console.Rendering;

namespace ChatSdk.Tool;

/// <summary>Writes a report or a comparison for a terminal. The output fits in 40 columns.</summary>
internal static class ReportTable
{
    private const int _maxEvidence = 200;
    private static readonly Style _dim = new(decoration: Decoration.Dim);
    private static readonly Style _bold = new(decoration: Decoration.Bold);

    public static void Write(IAnsiConsole console, DoctorReport report)
    {
        var table = NewTable();
        foreach (var group in report.Results.Where(result => result.Support != Support.Skipped).GroupBy(result => result.Group, StringComparer.Ordinal))
        {
            AddHeading(table, group.Key);
            foreach (var result in group)
            {
                table.AddRow(new Text(SupportText.Word(result.Support), new Style(SupportText.Color(result.Support))), new Rows(Cells(result)));
            }
        }

        AddSkipped(table, report);
        console.Write(table);
        console.WriteLine();
        foreach (var (name, value) in report.Facts)
        {
            console.Write(new Text($"{name}: {Printable.Line(value)}\n"));
        }

        console.Write(new Text("\nTo use this server:\n", _bold));
        console.Write(new Text(report.Recipe));
    }

    public static void Write(IAnsiConsole console, DoctorComparison comparison)
    {
        console.Write(new Text($"A: {comparison.A}\nB: {comparison.B}\n", _bold));
        var table = NewTable();
        foreach (var difference in comparison.Differences)
        {
            table.AddRow(new Text(""), new Text(difference.Title, _bold));
            table.AddRow(new Text("A"), new Text($"{SupportText.Word(difference.SupportA)}: {difference.SummaryA}", new Style(SupportText.Color(difference.SupportA))));
            table.AddRow(new Text("B"), new Text($"{SupportText.Word(difference.SupportB)}: {difference.SummaryB}", new Style(SupportText.Color(difference.SupportB))));
        }

        console.Write(table);
        console.Write(new Text($"\n{comparison.Totals}\n"));
    }

    private static void AddHeading(Table table, string heading)
    {
        if (table.Rows.Count > 0)
        {
            table.AddEmptyRow();
        }

        table.AddRow(new Text(""), new Text(heading.ToUpperInvariant(), _bold));
    }

    // If one probe fails, many others are skipped for the same reason, so they are listed together.
    private static void AddSkipped(Table table, DoctorReport report)
    {
        var reasons = report.Results.Where(result => result.Support == Support.Skipped).GroupBy(result => result.Summary, StringComparer.Ordinal).ToList();
        if (reasons.Count == 0)
        {
            return;
        }

        AddHeading(table, "skipped");
        foreach (var reason in reasons)
        {
            table.AddRow(new Text(SupportText.Word(Support.Skipped)), new Text($"{string.Join(", ", reason.Select(result => result.Name))}: {reason.Key}"));
        }
    }

    private static Table NewTable()
    {
        var table = new Table().NoBorder().HideHeaders();
        table.AddColumn(new TableColumn("") { NoWrap = true, Width = 3, Padding = new Padding(0, 0, 1, 0) });
        table.AddColumn(new TableColumn("") { Padding = new Padding(0) });
        return table;
    }

    private static IEnumerable<IRenderable> Cells(ProbeResult result)
    {
        yield return new Text($"{result.Title} ({result.Name}): {result.Summary}");
        if (result.Library is not null)
        {
            yield return new Text(result.Library, _dim);
        }

        if (result.Setting is not null)
        {
            yield return new Text($"Set {result.Setting}", new Style(Color.Aqua));
        }

        if (result is { Support: Support.Odd or Support.NotSupported, Evidence: { } evidence })
        {
            yield return new Text(Printable.Line(evidence.Response, _maxEvidence), _dim);
        }
    }
}
