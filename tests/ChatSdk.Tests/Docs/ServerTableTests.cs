using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ChatSdk.Tests.Docs;

/// <summary>Checks that the tables in <c>docs/servers.md</c> and <c>docs/captures.md</c> match the files in <c>tests/fixtures</c>, from which they are generated.</summary>
[TestFixture]
public sealed class ServerTableTests
{
    private const string _start = "<!-- written by ServerTableTests from tests/fixtures -->";
    private const string _end = "<!-- end -->";

    private static readonly string _root = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));

    [Test]
    public async Task Table_of_servers_in_the_docs_matches_the_file_servers_json() => await CheckAsync("servers.md", ServerTable());

    [Test]
    public async Task Table_of_captures_in_the_docs_matches_the_captures() => await CheckAsync("captures.md", CaptureTables());

    [Test]
    public void Every_capture_belongs_to_a_service()
    {
        var known = Services().SelectMany(service => service.Captures).Select(capture => capture.Name);

        Captures().Select(capture => capture.Name).Should().BeSubsetOf(known);
    }

    private static string ServerTable() => Lines(
        ["| service | address | API key | notes |", "|---|---|---|---|"],
        Services().Where(service => service.Address.Length > 0).Select(service =>
            $"| {(service.Section.Length > 0 ? $"[{service.Name}](#{service.Section})" : service.Name)} | `{service.Address}` | {service.Auth} | {service.Notes} |"));

    private static string CaptureTables() => Lines(Services().SelectMany(service => (IEnumerable<string>)
        [
            "", $"## {(service.Name == "any" ? "Any server" : service.Name)}", "| capture | behavior |", "|---|---|",
            .. service.Captures.Select(capture => $"| `{capture.Name}` | {string.Join(", ", capture.Tags)} |"),
        ]));

    private static async Task CheckAsync(string page, string table)
    {
        var file = Path.Combine(_root, "docs", page);
        var text = await File.ReadAllTextAsync(file);
        var (start, end) = (text.IndexOf(_start, StringComparison.Ordinal) + _start.Length, text.IndexOf(_end, StringComparison.Ordinal));

        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, $"{text[..start]}\n{table}\n{text[end..]}");
            return;
        }

        text[start..end].Trim().Should().Be(table.Trim(), "run the tests with APPROVE_DOCS=1 to rewrite the table");
    }

    private static string Lines(params IEnumerable<string>[] parts) => string.Join('\n', parts.SelectMany(part => part));

    private static List<Service> Services()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_root, "tests", "fixtures", "servers.json")));
        var captures = Captures().ToList();
        return [.. json.RootElement.EnumerateArray().Select(service =>
        {
            var prefixes = service.GetProperty("captures").EnumerateArray().Select(prefix => prefix.GetString()!).ToList();
            return new Service(
                service.GetProperty("service").GetString()!,
                service.GetProperty("section").GetString()!,
                service.GetProperty("address").GetString()!,
                service.GetProperty("auth").GetString()!,
                service.GetProperty("notes").GetString()!,
                captures.FindAll(capture => prefixes.Exists(prefix => capture.Name.StartsWith(prefix, StringComparison.Ordinal))));
        })];
    }

    private static IEnumerable<Capture> Captures() =>
        Directory.GetFiles(Path.Combine(_root, "tests", "fixtures", "wire"), "expect.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file =>
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return new Capture(json.RootElement.GetProperty("name").GetString()!, [.. json.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)]);
        });

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed record Service(string Name, string Section, string Address, string Auth, string Notes, List<Capture> Captures);

    private sealed record Capture(string Name, string[] Tags);
}
