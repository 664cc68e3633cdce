namespace ChatSdk.Docs.Tests;

/// <summary>Tests that each topic page has only the sections Use, Options, Errors and Pitfalls, in this order.</summary>
[TestFixture]
public sealed class HeadingTests
{
    private static readonly string[] _sections = ["Use", "Options", "Errors", "Pitfalls"];

    // The index, the introduction and the reference pages are not topic pages.
    private static readonly string[] _notTopics =
        ["index", "getting-started", "troubleshooting", "comparison", "servers", "captures", "gallery", "security", "performance", "architecture", "versioning", "aot"];

    private static IEnumerable<string> Topics => Repository.Docs.Where(page => !_notTopics.Contains(Path.GetFileNameWithoutExtension(page), StringComparer.Ordinal));

    [TestCaseSource(nameof(Topics))]
    public void First_section_of_a_topic_page_is_Use_and_the_other_sections_are_known_and_in_order(string page)
    {
        var headings = Headings(page, "## ").ToList();

        headings.Should().StartWith("Use");
        headings.Should().Equal(_sections.Intersect(headings, StringComparer.Ordinal), "a topic page must have only the known sections, in their order");
    }

    [TestCaseSource(nameof(Topics))]
    public void Topic_page_starts_with_a_title_and_a_summary(string page)
    {
        var lines = Repository.Prose(page).ToList();

        lines[0].Should().StartWith("# ");
        lines[1].Should().NotBeEmpty().And.NotStartWith("#").And.NotStartWith("|");
        Headings(page, "# ").Should().ContainSingle();
    }

    private static IEnumerable<string> Headings(string page, string mark) =>
        Repository.Prose(page).Where(line => line.StartsWith(mark, StringComparison.Ordinal)).Select(line => line[mark.Length..]);
}
