using System.Text.RegularExpressions;

namespace ChatSdk.Docs.Tests;

/// <summary>
/// Tests that every relative link points to an existing file and, if it has an anchor, to an existing heading in that file. External links must
/// use HTTPS; the test does not open them.
/// </summary>
[TestFixture]
public sealed partial class LinkTests
{
    private static IEnumerable<string> Pages =>
        Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "README.md"))
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Concat(Repository.Docs);

    [TestCaseSource(nameof(Pages))]
    public void Page_has_no_broken_or_insecure_links(string page)
    {
        var broken = LinksOf(page).Where(link => !IsValid(page, link));

        broken.Should().BeEmpty($"{page} must not have broken or insecure links");
    }

    [Test]
    public void Links_in_pages_are_found()
    {
        LinksOf("README.md").Should().Contain("docs/tools.md");
        LinksOf(Path.Combine("docs", "errors-and-retries.md")).Should().Contain("#error-kinds");
    }

    [TestCase("docs/no-such-page.md")]
    [TestCase("docs/tools.md#no-such-heading")]
    [TestCase("#no-such-heading")]
    [TestCase("http://example.org/without-tls")]
    [TestCase("https://")]
    [TestCase("docs")]
    public void Broken_or_insecure_link_is_detected(string link)
    {
        IsValid("README.md", link).Should().BeFalse();
    }

    [TestCase("Tools without a C# signature", "tools-without-a-c-signature")]
    [TestCase("`Code`, and it's there", "code-and-its-there")]
    [TestCase("Microsoft.Extensions.AI", "microsoftextensionsai")]
    public void Anchor_of_a_heading_has_the_format_that_GitHub_uses(string heading, string anchor)
    {
        Anchor(heading).Should().Be(anchor);
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Repository.Prose(page).SelectMany(line => Link().Matches(InlineCode().Replace(line, "code"))).Select(match => match.Groups["to"].Value);

    private static bool IsValid(string page, string link)
    {
        if (link.Contains(':', StringComparison.Ordinal))
        {
            return Uri.TryCreate(link, UriKind.Absolute, out var address) && address is { Scheme: "https", Host.Length: > 0 };
        }

        var parts = link.Split('#');
        var target = parts[0].Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, parts[0]));
        return File.Exists(Path.Combine(Repository.Root, target))
            && (parts.Length == 1 || Repository.Prose(target).Any(line => Heading().Match(line) is { Success: true } heading && Anchor(heading.Groups["text"].Value) == parts[1]));
    }

    private static string Anchor(string heading) => NotInAnchors().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\((?<to>[^)\s]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.None, 1000)]
    private static partial Regex NotInAnchors();
}
