using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatSdk.Tool.Tests;

/// <summary>Tests that docs/tool.md lists all probes, and that its picture shows what a report currently looks like.</summary>
public sealed partial class DoctorPageTests : DoctorTest
{
    private const string _address = "http://localhost:8000/v1";

    [Test]
    public async Task Table_on_the_page_has_all_probes()
    {
        var table = new StringBuilder("| group | probes | tokens, about |\n|---|---|---|\n");
        foreach (var group in ProbeList.Groups)
        {
            var probes = ProbeList.All.Where(probe => probe.Group == group).ToList();
            table.Append(CultureInfo.InvariantCulture, $"| `{group}` | {string.Join(", ", probes.Select(probe => $"{probe.Title} (`{probe.Name}`)"))} | {probes.Sum(probe => probe.Tokens):n0} |\n");
        }

        await DocsPage.ShouldHavePartAsync("tool.md", "<!-- written by DoctorPageTests from the probes -->", table.ToString(), Guard);
    }

    [Test]
    public async Task Picture_on_the_page_shows_what_a_report_currently_looks_like()
    {
        GivenPath("/models").AnswersJson("""{"data":[{"id":"small"}]}""");
        Server.Given(r => r.Tools is not null).AnswersText("<tool_call>{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Paris\"}}</tool_call>");
        Server.Given(IsReasoningProbe).AnswersText("<think>Three times 17.</think>51");
        Server.Given(r => r.ResponseFormat is not null).AnswersText("Green.");
        ScriptModel();

        string[] only = ["--only", "stream-usage", "json-schema", "tool-call", "reasoning-text"];

        var report = await ProbeAsync(only);

        var picture = TerminalPicture.Draw($"chatsdk doctor {_address} {string.Join(' ', only)}", columns: 96, console => ReportTable.Write(console, WithoutVariableParts(report)));
        await DocsPage.ShouldHaveFileAsync("images/doctor.svg", picture, Guard);
    }

    // Durations, the port, the date and the version may differ between two runs.
    private static DoctorReport WithoutVariableParts(DoctorReport report) => report with
    {
        Address = _address,
        Version = "1.0.0",
        Date = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        Results = [.. report.Results.Select(result => result with { Summary = Milliseconds().Replace(result.Summary, "12 ms") })],
    };

    [GeneratedRegex("[0-9,]+ ms", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Milliseconds();
}
