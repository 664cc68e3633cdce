namespace ChatSdk.Docs.Tests;

/// <summary>A page of a topic has the same parts as all others, so that a reader knows where to look.</summary>
[TestFixture]
public sealed class HeadingTests
{
    private static readonly string[] _parts = ["Use", "Options", "Errors", "Pitfalls"];

    // These are no topics: a tour, the site's first page, and pages of facts.
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
