using System.Text.RegularExpressions;
using ChatSdk.Tests.Docs;

namespace ChatSdk.Tests.Samples;

/// <summary>Runs the samples in <c>docs/gallery.md</c>, and compares their output with the output on the page.</summary>
[TestFixture]
public sealed partial class GalleryTests
{
    private static readonly string _page = Path.Combine(SnippetTests.Root, "docs", "gallery.md");

    private static IEnumerable<string> Samples => Entry().Matches(File.ReadAllText(_page)).Select(entry => entry.Groups["sample"].Value);

    [TestCaseSource(nameof(Samples))]
    [CancelAfter(60_000)]
    public async Task Output_of_the_sample_is_on_the_page(string sample, CancellationToken cancellationToken)
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync(sample, [], cancellationToken);

        exitCode.Should().Be(0, errors);
        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            var page = await File.ReadAllTextAsync(_page, cancellationToken);
            await File.WriteAllTextAsync(_page, Entry().Replace(page, entry => entry.Groups["sample"].Value == sample ? $"{entry.Groups["start"].Value}{output.Trim()}\n```" : entry.Value), cancellationToken);
            return;
        }

        Normalize(OutputOnPage(sample)).Should().Be(Normalize(output), "run the tests with APPROVE_DOCS=1 to rewrite the page");
    }

    private static string OutputOnPage(string sample) => Entry().Matches(File.ReadAllText(_page)).Single(entry => entry.Groups["sample"].Value == sample).Groups["output"].Value;

    /// <summary>Replaces ports and durations, which differ from run to run.</summary>
    private static string Normalize(string output) => Varying().Replace(output.ReplaceLineEndings("\n").Trim(), "#");

    [GeneratedRegex(@"(?<start>^dotnet run --project samples/(?<sample>\w+)\n```\n```text\n)(?<output>[^`]*)```", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?<=127\.0\.0\.1:)\d+|\d+(?= ms)", RegexOptions.None, 1000)]
    private static partial Regex Varying();
}
