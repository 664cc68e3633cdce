using System.Globalization;
using System.Text;

namespace ChatSdk.Tool;

/// <summary>Writes a report, or the comparison of two reports, as Markdown. A report lists facts about the run, the findings of all probes in a table, the code for a client of the server, and the details of each probe that was not skipped.</summary>
internal static class ReportMarkdown
{
    public static string Write(DoctorReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Report on {Plain(report.Address)}\n");
        foreach (var (name, value) in report.Facts)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {name}: {Plain(value)}\n");
        }

        if (report.Failure is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{Plain(report.Failure)}**\n");
        }

        text.Append("\n| feature | supported | finding | set |\n|---|---|---|---|\n");
        foreach (var result in report.Results)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Plain(result.Title)} | {SupportText.Word(result.Support)} | {Plain(result.Summary)} | {(result.Setting is null ? "" : Code(result.Setting.ToString()))} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## To use this server\n{Fenced(report.Recipe, "csharp")}\n## Details\n");
        foreach (var result in report.Results.Where(result => result.Support != Support.Skipped))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {Plain(result.Title)} (`{result.Name}`): {SupportText.Word(result.Support)}\n{Plain(result.Summary)}{(result.Library is null ? "" : $" {Plain(result.Library)}")}\n{(result.Evidence is null ? "" : Fenced(result.Evidence.ToString()))}\n");
        }

        return text.ToString().TrimEnd() + "\n";
    }

    public static string Write(DoctorComparison comparison)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Comparison\nA is {Plain(comparison.A)}. B is {Plain(comparison.B)}. {comparison.Totals}\n\n| feature | A | B |\n|---|---|---|\n");
        foreach (var difference in comparison.Differences)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {difference.Title} | {SupportText.Word(difference.SupportA)}: {Plain(difference.SummaryA)} | {SupportText.Word(difference.SupportB)}: {Plain(difference.SummaryB)} |\n");
        }

        return text.ToString();
    }

    // The text may quote the server, so it must not become markup.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text.ReplaceLineEndings(" "))
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#' or '&')
            {
                plain.Append('\\');
            }

            plain.Append(character);
        }

        return plain.ToString();
    }

    private static string Code(string text) => $"`{text.Replace("`", "'", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Fenced(string text, string language = "")
    {
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}{language}\n{text.TrimEnd()}\n{fence}\n";
    }

    private static int LongestRun(string text)
    {
        var (longest, current) = (0, 0);
        foreach (var character in text)
        {
            current = character == '`' ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }
}
