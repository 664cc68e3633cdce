using ChatSdk.Testing;

namespace ChatSdk.Docs.Tests.Comparison;

/// <summary>
/// Measures what each client does with a server that behaves in an unexpected way, and checks that <c>docs/comparison.md</c> and the README
/// show the results.
/// </summary>
[TestFixture]
[CancelAfter(120_000)]
public sealed class ComparisonTableTests
{
    private const string _start = "<!-- written by ComparisonTableTests -->";
    private const string _end = "<!-- end -->";

    [Test]
    public async Task Comparison_tables_match_the_behavior_of_the_clients(CancellationToken cancellation)
    {
        await using var server = await FakeChatServer.StartAsync(cancellation);
        using var client = new ChatClient(server.BaseAddress, "key", "m");
        var peers = Peer.All(server.BaseAddress, client);
        List<(Behavior Behavior, Outcome[] Outcomes)> rows = [];
        foreach (var behavior in Behavior.All)
        {
            server.AnswersAlways(behavior.Answer);
            var outcomes = new Outcome[peers.Count];
            for (var index = 0; index < outcomes.Length; index++)
            {
                outcomes[index] = await Outcome.OfAsync(peers[index], behavior.IsStream, cancellation);
            }

            rows.Add((behavior, outcomes));
        }

        await CheckAsync(Path.Combine("docs", "comparison.md"), Table(peers, rows, outcome => outcome.WithMessage));
        await CheckAsync("README.md", Table(peers, rows.Where(row => row.Behavior.IsInReadme), outcome => outcome.Short));
    }

    private static string Table(IReadOnlyList<Peer> peers, IEnumerable<(Behavior Behavior, Outcome[] Outcomes)> rows, Func<Outcome, string> format)
    {
        List<string> lines = [$"| if the server | {string.Join(" | ", peers.Select(peer => peer.Name))} |", "|---|---|---|---|"];
        foreach (var (behavior, outcomes) in rows)
        {
            var cells = outcomes.Select(format).ToList();
            if (cells[1] == cells[0])
            {
                cells[1] = "the same";
            }

            lines.Add($"| {behavior.Name} | {string.Join(" | ", cells)} |");
        }

        return string.Join('\n', lines);
    }

    private static async Task CheckAsync(string page, string table)
    {
        var file = Path.Combine(Repository.Root, page);
        var text = await File.ReadAllTextAsync(file);
        var (start, end) = (text.IndexOf(_start, StringComparison.Ordinal) + _start.Length, text.IndexOf(_end, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, $"{text[..start]}\n{table}\n{text[end..]}");
            return;
        }

        text[start..end].Trim().Should().Be(table, "run the tests with APPROVE_DOCS=1 to rewrite the table");
    }
}
