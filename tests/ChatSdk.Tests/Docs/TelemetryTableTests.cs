using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Docs;

/// <summary>Checks the tables of <c>docs/telemetry.md</c> against the code: the names against those in use, the events against those logged.</summary>
[TestFixture]
public sealed partial class TelemetryTableTests
{
    private const string _start = "<!-- written by TelemetryTableTests from ChatLog.cs -->";
    private const string _end = "<!-- end -->";

    private static string File => Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "..", "docs", "telemetry.md"));

    [Test]
    public async Task Names_are_those_of_the_code()
    {
        var page = await System.IO.File.ReadAllLinesAsync(File);
        var told = page.Where(line => line.StartsWith('|')).SelectMany(line => Names().Matches(line)).Select(name => name.Groups["name"].Value);
        var used = typeof(TelemetryNames).GetFields()
            .Where(field => field.Name is not (nameof(TelemetryNames.Source) or nameof(TelemetryNames.SchemaUrl)))
            .Select(field => (string)field.GetRawConstantValue()!);

        told.Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(used);
        string.Join('\n', page).Should().Contain($"version {TelemetryNames.SchemaUrl.Split('/')[^1]}").And.Contain($"`{TelemetryNames.Source}`");
    }

    [Test]
    public async Task Table_of_events_is_what_is_logged()
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
            .OrderBy(one => one.EventId)
            .ToList();
        events.Select(one => one.EventId).Should().OnlyHaveUniqueItems();
        var table = new StringBuilder("| event | level | message |\n|---|---|---|\n");
        foreach (var one in events)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {one.EventId} | {one.Level} | {one.Message} |\n");
        }

        return table.ToString();
    }

    [GeneratedRegex("`(?<name>(gen_ai|chatsdk|server|error)\\.[a-z0-9_.]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
