using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ChatSdk.Docs.Tests;

/// <summary>Tests that the architecture page lists exactly the packages that this repository uses.</summary>
[TestFixture]
public sealed partial class DependencyTests
{
    private static IEnumerable<string> Packages => XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);

    private static IEnumerable<Match> Rows => Repository.Prose(Path.Combine("docs", "architecture.md"))
        .SkipWhile(line => line != "## Dependencies").Select(line => Row().Match(line)).Where(match => match.Success);

    [Test]
    public void Every_package_is_listed_exactly_once_and_no_other_package_is_listed()
    {
        Packages.Should().Contain("Polly.Core");
        Rows.SelectMany(PackagesOf).Should().BeEquivalentTo(Packages);
    }

    [TestCaseSource(nameof(Packages))]
    public void Every_package_has_a_stated_purpose_and_an_allowed_license(string package)
    {
        var row = Rows.Single(row => PackagesOf(row).Contains(package, StringComparer.Ordinal));

        row.Groups["reason"].Value.Should().NotBeNullOrWhiteSpace();
        row.Groups["license"].Value.Should().BeOneOf("MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause");
    }

    private static IEnumerable<string> PackagesOf(Match row) => row.Groups["package"].Captures.Select(package => package.Value);

    [GeneratedRegex(@"^\| `(?<package>[^`]+)`(, `(?<package>[^`]+)`)*[^|]* \| (?<reason>[^|]+) \| (?<license>[^|]+) \|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
