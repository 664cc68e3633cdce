using System.Globalization;
using System.Net;
using System.Text;

namespace ChatSdk.Tool;

/// <summary>Writes a report or a comparison as a web page that needs no other file and runs no script.</summary>
internal static class ReportHtml
{
    private const string _style = """
        :root { color-scheme: light dark; --line: #8884; --yes: #1a7f37; --no: #c62828; --odd: #8a5a00; --other: #59636e; }
        @media (prefers-color-scheme: dark) { :root { --yes: #3fb950; --no: #ff7b72; --odd: #d29922; --other: #9198a1; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h2::first-letter { text-transform: uppercase; }
        dl { display: grid; grid-template-columns: 7rem 1fr; gap: .25rem 1rem; } dt { color: var(--other); } dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; table-layout: fixed; } td { border-top: 1px solid var(--line); padding: .5rem .5rem .5rem 0; vertical-align: top; }
        td:first-child { width: 11rem; } td:nth-child(2) { width: 3.5rem; }
        .Supported { color: var(--yes); } .NotSupported { color: var(--no); } .Odd { color: var(--odd); } .Unknown, .Skipped { color: var(--other); }
        .support { font-weight: 600; } .failure { color: var(--no); font-weight: 600; }
        pre { background: #8882; padding: .75rem; margin: .5rem 0; white-space: pre-wrap; border-radius: 4px; font-size: .85rem; } a { color: inherit; }
        p { margin: 0 0 .25rem; } summary { cursor: pointer; color: var(--other); } ul { padding-left: 1.25rem; } li { margin: .25rem 0; }
        @media (max-width: 40rem) {
          tr { display: grid; grid-template-columns: 1fr auto; border-top: 1px solid var(--line); padding: .5rem 0; }
          td, td:first-child, td:nth-child(2) { border: 0; padding: 0; width: auto; } td:first-child { font-weight: 600; } td:last-child { grid-column: 1 / -1; }
          dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
        }
        """;

    public static string Write(DoctorReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<h1>Report on {Text(report.Address)}</h1>\n<dl>\n");
        foreach (var (name, value) in report.Facts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>\n");
        }

        page.Append("</dl>\n");
        if (report.Failure is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"failure\">{Text(report.Failure)}</p>\n");
        }

        AppendDeviations(page, report);
        page.Append(CultureInfo.InvariantCulture, $"<h2>To use this server</h2>\n<pre>{Text(report.Recipe)}</pre>\n");
        foreach (var group in report.Results.GroupBy(result => result.Group, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(group.Key)}</h2>\n<table>\n");
            foreach (var result in group)
            {
                page.Append(CultureInfo.InvariantCulture, $"<tr id=\"{result.Name}\"><td>{Text(result.Title)}</td>{Word(result.Support)}<td>{Details(result)}</td></tr>\n");
            }

            page.Append("</table>\n");
        }

        return Page($"Report on {report.Address}", page.ToString());
    }

    public static string Write(DoctorComparison comparison)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<h1>Comparison</h1>\n<dl>\n<dt>A</dt><dd>{Text(comparison.A)}</dd>\n<dt>B</dt><dd>{Text(comparison.B)}</dd>\n</dl>\n<p>{comparison.Totals}</p>\n");
        foreach (var difference in comparison.Differences)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(difference.Title)}</h2>\n<table>\n");
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>A</td>{Word(difference.SupportA)}<td>{Text(difference.SummaryA)}</td></tr>\n");
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>B</td>{Word(difference.SupportB)}<td>{Text(difference.SummaryB)}</td></tr>\n</table>\n");
        }

        return Page("Comparison", page.ToString());
    }

    private static void AppendDeviations(StringBuilder page, DoctorReport report)
    {
        if (!report.Deviations.Any())
        {
            return;
        }

        page.Append("<h2>What is odd or missing</h2>\n<ul>\n");
        foreach (var result in report.Deviations)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#{result.Name}\" class=\"{result.Support}\">{Text(result.Title)}</a>: {Text(result.Summary)}</li>\n");
        }

        page.Append("</ul>\n");
    }

    private static string Page(string title, string body) =>
        $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(title)}</title>\n<style>\n{_style}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n";

    private static string Word(Support support) => $"<td class=\"support {support}\">{SupportText.Word(support)}</td>";

    private static string Details(ProbeResult result) => string.Concat(
        $"<p>{Text(result.Summary)}</p>",
        result.Library is null ? "" : $"<p>{Text(result.Library)}</p>",
        result.Setting is null ? "" : $"<p>Set <code>{Text(result.Setting.ToString())}</code></p>",
        result.Evidence is null ? "" : $"<details><summary>Evidence</summary><pre>{Text(result.Evidence.Request)}</pre><pre>{Text(result.Evidence.Response)}</pre></details>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
