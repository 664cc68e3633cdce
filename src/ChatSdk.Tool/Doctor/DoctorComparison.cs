using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ChatSdk.Tool;

/// <summary>The differences between two servers.</summary>
internal sealed partial record DoctorComparison(string A, string B, IReadOnlyList<ProbeDifference> Differences)
{
    /// <summary>Gets the number of probes with the same finding.</summary>
    public int Same { get; init; }

    /// <summary>Gets the number of probes that only one of the reports contains.</summary>
    public int Unmatched { get; init; }

    /// <summary>Gets a line with the numbers of different, equal and unmatched findings.</summary>
    [JsonIgnore]
    public string Totals => $"Different findings: {Differences.Count}. Equal findings: {Same}.{(Unmatched == 0 ? "" : $" In only one report: {Unmatched}.")}";

    /// <summary>Compares the findings of all probes that are in both reports.</summary>
    public static DoctorComparison Of(DoctorReport a, DoctorReport b)
    {
        var pairs = a.Results.Join(b.Results, result => result.Name, result => result.Name, (one, other) => (A: one, B: other), StringComparer.Ordinal).ToList();
        var differences = pairs.Where(pair => Differ(pair.A, pair.B)).Select(pair => new ProbeDifference(
            pair.A.Name, pair.A.Title, pair.A.Support, pair.B.Support, Text(pair.A), Text(pair.B))).ToList();
        return new(Name(a), Name(b), differences) { Same = pairs.Count - differences.Count, Unmatched = a.Results.Count + b.Results.Count - (2 * pairs.Count) };
    }

    // Numbers in a summary, such as times and sizes, are not compared, because they differ in every run.
    private static bool Differ(ProbeResult a, ProbeResult b) =>
        a.Support != b.Support || a.Setting != b.Setting || Numbers().Replace(a.Summary, "0") != Numbers().Replace(b.Summary, "0");

    private static string Name(DoctorReport report) => report.Model is null ? report.Address : $"{report.Address} ({report.Model})";

    private static string Text(ProbeResult result) => result.Setting is null ? result.Summary : $"{result.Summary} Set {result.Setting}.";

    [GeneratedRegex("[0-9][0-9,.]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();
}

/// <summary>A probe with different findings for two servers.</summary>
internal sealed record ProbeDifference(string Name, string Title, Support SupportA, Support SupportB, string SummaryA, string SummaryB);
