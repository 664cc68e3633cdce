using System.Globalization;
using System.Net;
using System.Text;

namespace ChatSdk.Tool;

/// <summary>Writes a report as a web page that needs no other file and runs no script.</summary>
internal static class ReportHtml
{
    private const string _style = """
        :root { color-scheme: light dark; --line: #8884; --yes: #1a7f37; --no: #c62828; --odd: #9a6700; --other: #6e7781; }
        @media (prefers-color-scheme: dark) { :root { --yes: #3fb950; --no: #ff7b72; --odd: #d29922; --other: #8b949e; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin-top: 2rem; text-transform: capitalize; }
        table { border-collapse: collapse; width: 100%; } td, th { border-top: 1px solid var(--line); padding: .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        td:first-child { width: 11rem; } td:nth-child(2) { width: 3rem; font-weight: 600; overflow-wrap: normal; }
        .Supported { color: var(--yes); } .NotSupported { color: var(--no); } .Odd { color: var(--odd); } .Unknown, .Skipped { color: var(--other); }
        pre { background: #8882; padding: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; border-radius: 4px; font-size: .85rem; } code { overflow-wrap: anywhere; }
        p { margin: .25rem 0; } summary { cursor: pointer; color: var(--other); } .failure { color: var(--no); font-weight: 600; }
        """;

    public static string Write(DoctorReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<h1>Report on {Text(report.Address)}</h1>\n<p>");
        page.Append(CultureInfo.InvariantCulture, $"{(report.Model is null ? "" : $"Model: {Text(report.Model)}. ")}Date: {report.Date:yyyy-MM-dd HH:mm} UTC. chatsdk {report.Version}. {report.Requests} requests, {report.Tokens} tokens.</p>\n<p>{report.Totals}.</p>\n");
        if (report.Failure is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"failure\">{Text(report.Failure)}</p>\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"<h2>To use this server</h2>\n<pre>{Text(report.Recipe)}</pre>\n");
        foreach (var group in report.Results.GroupBy(result => result.Group, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(group.Key)}</h2>\n<table>\n");
            foreach (var result in group)
            {
                page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(result.Title)}</td><td class=\"{result.Support}\">{SupportText.Word(result.Support)}</td><td>{Details(result)}</td></tr>\n");
            }

            page.Append("</table>\n");
        }

        return Page($"Report on {report.Address}", page.ToString());
    }

    public static string Write(DoctorComparison comparison)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<h1>Comparison</h1>\n<p>A: {Text(comparison.A)}</p>\n<p>B: {Text(comparison.B)}</p>\n<p>{comparison.Differences.Count} probes differ, {comparison.Same} have the same finding.</p>\n<table>\n");
        foreach (var difference in comparison.Differences)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td rowspan=\"2\">{Text(difference.Title)}</td><td class=\"{difference.SupportA}\">A: {SupportText.Word(difference.SupportA)}</td><td>{Text(difference.SummaryA)}</td></tr>\n");
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"{difference.SupportB}\">B: {SupportText.Word(difference.SupportB)}</td><td>{Text(difference.SummaryB)}</td></tr>\n");
        }

        return Page("Comparison", page.Append("</table>\n").ToString());
    }

    private static string Page(string title, string body) =>
        $"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Text(title)}</title>\n<style>\n{_style}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n";

    private static string Details(ProbeResult result) => string.Concat(
        $"<p>{Text(result.Summary)}</p>",
        result.Library is null ? "" : $"<p>{Text(result.Library)}</p>",
        result.Setting is null ? "" : $"<p>Set <code>{Text(result.Setting.ToString())}</code></p>",
        result.Evidence is null ? "" : $"<details><summary>Evidence</summary><pre>{Text(result.Evidence)}</pre></details>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
