using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Tests.Docs;

/// <summary>Checks that the table in <c>docs/servers.md</c> matches the captures, from which it is generated.</summary>
[TestFixture]
public sealed class ServerTableTests
{
    private const string _start = "<!-- written by ServerTableTests from tests/fixtures -->";
    private const string _end = "<!-- end -->";

    private static readonly string _root = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", ".."));

    [Test]
    public async Task Table_in_the_docs_matches_the_captures()
    {
        var file = Path.Combine(_root, "docs", "servers.md");
        var page = await File.ReadAllTextAsync(file);
        var (start, end) = (page.IndexOf(_start, StringComparison.Ordinal) + _start.Length, page.IndexOf(_end, StringComparison.Ordinal));

        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, page[..start] + "\n" + Table() + page[end..]);
            return;
        }

        page[start..end].Trim().Should().Be(Table().Trim(), "run the tests with APPROVE_DOCS=1 to rewrite the table");
    }

    [Test]
    public void Every_capture_belongs_to_a_service()
    {
        var known = Services().SelectMany(service => service.Captures).Select(capture => capture.Name);

        Captures().Select(capture => capture.Name).Should().BeSubsetOf(known);
    }

    private static string Table()
    {
        var table = new StringBuilder("| service | address | API key | tested behavior | captures |\n|---|---|---|---|---|\n");
        foreach (var (service, address, auth, captures) in Services())
        {
            var quirks = captures.SelectMany(capture => capture.Tags).Where(tag => tag != "clean").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            var cell = address.Length > 0 ? $"`{address}`" : "";
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {service} | {cell} | {auth} | {string.Join(", ", quirks)} | {string.Join(", ", captures.Select(capture => $"`{capture.Name}`"))} |\n");
        }

        return table.ToString();
    }

    private static IEnumerable<(string Service, string Address, string Auth, List<(string Name, string[] Tags)> Captures)> Services()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_root, "tests", "fixtures", "servers.json")));
        var captures = Captures().ToList();
        foreach (var service in json.RootElement.EnumerateArray().Select(entry => entry.Clone()))
        {
            var prefixes = service.GetProperty("captures").EnumerateArray().Select(prefix => prefix.GetString()!).ToList();
            yield return (
                service.GetProperty("service").GetString()!,
                service.GetProperty("address").GetString()!,
                service.GetProperty("auth").GetString()!,
                captures.FindAll(capture => prefixes.Exists(prefix => capture.Name.StartsWith(prefix, StringComparison.Ordinal))));
        }
    }

    private static IEnumerable<(string Name, string[] Tags)> Captures() =>
        Directory.GetFiles(Path.Combine(_root, "tests", "fixtures", "wire"), "expect.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file =>
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return (json.RootElement.GetProperty("name").GetString()!, json.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).ToArray());
        });

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
