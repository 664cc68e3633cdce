namespace ChatSdk.Docs.Tests;

/// <summary>All pages of topics have the same sections, so that readers know where to look.</summary>
[TestFixture]
public sealed class HeadingTests
{
    private static readonly string[] _parts = ["Use", "Options", "Errors", "Pitfalls"];

    // Not topics: the introduction, the site's home page, and reference pages.
    private static readonly string[] _others =
        ["index", "getting-started", "servers", "security", "performance", "architecture", "versioning", "aot"];

    private static IEnumerable<string> Topics => Repository.Docs.Where(page => !_others.Contains(Path.GetFileNameWithoutExtension(page), StringComparer.Ordinal));

    [TestCaseSource(nameof(Topics))]
    public void Page_of_a_topic_has_the_parts_in_their_order(string page)
    {
        var headings = Headings(page, "## ").ToList();

        headings.Should().StartWith("Use");
        headings.Should().Equal(_parts.Intersect(headings, StringComparer.Ordinal), "no other parts are known");
    }

    [TestCaseSource(nameof(Topics))]
    public void Page_says_first_what_it_is_about(string page)
    {
        var lines = Repository.Prose(page).ToList();

        lines[0].Should().StartWith("# ");
        lines[1].Should().NotBeEmpty().And.NotStartWith("#").And.NotStartWith("|");
        Headings(page, "# ").Should().ContainSingle();
    }

    private static IEnumerable<string> Headings(string page, string mark) =>
        Repository.Prose(page).Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]);
}
