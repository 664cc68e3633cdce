using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ChatSdk.Tests.Package;

/// <summary>Tests the content and the metadata of the packages.</summary>
[NeedsPackages]
public sealed partial class PackageTests
{
    private static readonly string[] _targets = ["net10.0", "net8.0"];

    /// <summary>The dependencies of each package, by its name without "ChatSdk". A dependency with the prefix "net8.0:" is only for that target.</summary>
    private static readonly Dictionary<string, string[]> _dependencies = new(StringComparer.Ordinal)
    {
        [""] = ["Microsoft.Extensions.Caching.Abstractions", "Microsoft.Extensions.Http", "Polly.Core", "System.Threading.RateLimiting", "net8.0:System.Text.Json"],
        [".Extensions.AI"] = ["ChatSdk", "Microsoft.Extensions.AI.Abstractions"],
        [".Extensions.HealthChecks"] = ["ChatSdk", "Microsoft.Extensions.Diagnostics.HealthChecks"],
        [".Extensions.Resilience"] = ["ChatSdk", "Microsoft.Extensions.Http.Resilience"],
        [".Testing"] = ["ChatSdk"],
    };

    [TestCaseSource(typeof(BuiltPackage), nameof(BuiltPackage.Libraries))]
    public void Package_contains_exactly_the_expected_files(string name)
    {
        using var package = BuiltPackage.Open(name);

        package.Files.Where(file => !PackagingFiles().IsMatch(file)).Should().BeEquivalentTo(
            _targets.SelectMany(target => new[] { $"lib/{target}/{name}.dll", $"lib/{target}/{name}.xml" })
                .Concat(["README.md", "CHANGELOG.md", "LICENSE", "icon.png", $"{name}.nuspec"])
                .Concat(name is "ChatSdk" or "ChatSdk.Extensions.Resilience" ? ["ConfigurationSchema.json", $"buildTransitive/{name}.targets"] : []));
    }

    [TestCaseSource(typeof(BuiltPackage), nameof(BuiltPackage.Names))]
    public void Package_has_complete_metadata(string name)
    {
        using var package = BuiltPackage.Open(name);
        var metadata = package.Metadata();

        Text(metadata, "license").Should().Be("MIT");
        Text(metadata, "readme").Should().Be("README.md");
        Text(metadata, "icon").Should().Be("icon.png");
        Text(metadata, "description").Length.Should().BeInRange(60, 300);
        Text(metadata, "tags").Should().Contain("chat").And.Contain("openai");
        Text(metadata, "releaseNotes").Should().Contain("CHANGELOG.md");
        Child(metadata, "repository").Attribute("commit")!.Value.Should().MatchRegex("^[0-9a-f]{40}$");
    }

    [Test]
    public void Tool_contains_its_program_and_documents_but_no_translations()
    {
        using var package = BuiltPackage.Open(BuiltPackage.Tool);

        var types = package.Metadata().Descendants().Where(element => element.Name.LocalName == "packageType").Select(type => type.Attribute("name")!.Value);
        var folders = package.Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Select(file => file[..(file.LastIndexOf('/') + 1)]).Distinct(StringComparer.Ordinal);

        // The runtimes folder is allowed, because System.Text.Encodings.Web has an implementation for browsers on .NET 8.
        types.Should().Equal("DotnetTool");
        folders.Where(folder => !folder.Contains("/runtimes/", StringComparison.Ordinal)).Should().BeEquivalentTo(_targets.Select(target => $"tools/{target}/any/"));
        package.Files.Should().Contain(["README.md", "CHANGELOG.md", "LICENSE", "icon.png", "tools/net10.0/any/DotnetToolSettings.xml"]);
    }

    [TestCaseSource(typeof(BuiltPackage), nameof(BuiltPackage.Libraries))]
    public void Package_has_exactly_the_documented_dependencies(string name)
    {
        using var package = BuiltPackage.Open(name);
        var page = File.ReadAllText(Path.Combine(BuiltPackage.Root, "docs", "architecture.md"));
        var groups = Child(package.Metadata(), "dependencies").Elements().ToDictionary(group => group.Attribute("targetFramework")!.Value, StringComparer.Ordinal);

        groups.Keys.Should().BeEquivalentTo(_targets);
        foreach (var (target, group) in groups)
        {
            var expected = _dependencies[name["ChatSdk".Length..]].Where(need => !need.Contains(':', StringComparison.Ordinal))
                .Concat(_dependencies[name["ChatSdk".Length..]].Where(need => need.StartsWith($"{target}:", StringComparison.Ordinal)).Select(need => need[(target.Length + 1)..]));

            group.Elements().Select(need => need.Attribute("id")!.Value).Should().BeEquivalentTo(expected);
            expected.Should().OnlyContain(need => page.Contains($"| `{need}`", StringComparison.Ordinal) || need == "ChatSdk");
        }
    }

    [TestCase("ChatSdk.Extensions.AI")]
    [TestCase("ChatSdk.Extensions.HealthChecks")]
    [TestCase("ChatSdk.Extensions.Resilience")]
    [TestCase("ChatSdk.Testing")]
    public void Package_requires_exactly_its_own_version_of_ChatSdk(string name)
    {
        using var package = BuiltPackage.Open(name);
        var metadata = package.Metadata();

        Child(metadata, "dependencies").Elements().Elements().Where(need => need.Attribute("id")!.Value == "ChatSdk").Select(need => need.Attribute("version")!.Value)
            .Should().HaveCount(_targets.Length).And.OnlyContain(version => version == $"[{Text(metadata, "version")}]");
    }

    [GeneratedRegex(@"^(_rels/|package/|\[Content_Types\])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PackagingFiles();

    private static XElement Child(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name);

    private static string Text(XElement metadata, string name) => Child(metadata, name).Value;
}
