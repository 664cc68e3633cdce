namespace ChatSdk.Docs.Tests;

/// <summary>Tests the page on troubleshooting.</summary>
[TestFixture]
public sealed class TroubleshootingTests
{
    private static readonly string _page = Path.Combine("docs", "troubleshooting.md");

    [Test]
    public void Page_has_at_least_25_symptoms()
    {
        Repository.Prose(_page).Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Should().HaveCountGreaterThanOrEqualTo(25).And.OnlyHaveUniqueItems();
    }

    [Test]
    public void Every_quoted_message_is_in_the_source()
    {
        // In a quote, an ellipsis represents a value.
        var source = string.Join('\n', Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var quotes = Repository.Prose(_page).Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..]).ToList();

        quotes.Should().HaveCountGreaterThan(10);
        quotes.SelectMany(quote => quote.Split('…')).Select(part => part.Trim()).Where(part => !source.Contains(part, StringComparison.Ordinal)).Should().BeEmpty();
    }
}
