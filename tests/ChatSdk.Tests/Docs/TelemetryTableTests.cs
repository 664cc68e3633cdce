using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Docs;

/// <summary>Checks that the tables in <c>docs/telemetry.md</c> contain the names and log events that the code uses.</summary>
[TestFixture]
public sealed partial class TelemetryTableTests
{
    private const string _start = "<!-- written by TelemetryTableTests from ChatLog.cs -->";
    private const string _end = "<!-- end -->";

    private static string File => Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "..", "docs", "telemetry.md"));

    [Test]
    public async Task Names_in_the_docs_match_the_code()
    {
        var page = await System.IO.File.ReadAllLinesAsync(File);
        var documented = page.Where(line => line.StartsWith('|')).SelectMany(line => Names().Matches(line)).Select(name => name.Groups["name"].Value);
        var used = typeof(TelemetryNames).GetFields()
            .Where(field => field.Name is not (nameof(TelemetryNames.Source) or nameof(TelemetryNames.SchemaUrl)))
            .Select(field => (string)field.GetRawConstantValue()!);

        documented.Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(used);
        string.Join('\n', page).Should().Contain($"version {TelemetryNames.SchemaUrl.Split('/')[^1]}").And.Contain($"`{TelemetryNames.Source}`").And.Contain($"`{ContentCapture.Variable}`");
    }

    [Test]
    public async Task Event_table_in_the_docs_matches_the_code()
    {
        var page = await System.IO.File.ReadAllTextAsync(File);
        var (start, end) = (page.IndexOf(_start, StringComparison.Ordinal) + _start.Length, page.IndexOf(_end, StringComparison.Ordinal));

        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            await System.IO.File.WriteAllTextAsync(File, page[..start] + "\n" + Table() + page[end..]);
            return;
        }

        page[start..end].Trim().Should().Be(Table().Trim(), "run the tests with APPROVE_DOCS=1 to rewrite the table");
    }

    private static string Table()
    {
        var events = typeof(ChatLog).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .OrderBy(logged => logged.EventId)
            .ToList();
        events.Select(logged => logged.EventId).Should().OnlyHaveUniqueItems();
        var table = new StringBuilder("| event | level | message |\n|---|---|---|\n");
        foreach (var logged in events)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {logged.EventId} | {logged.Level} | {logged.Message} |\n");
        }

        return table.ToString();
    }

    [GeneratedRegex("`(?<name>(gen_ai|chatsdk|server|error|http)\\.[a-z0-9_.]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
