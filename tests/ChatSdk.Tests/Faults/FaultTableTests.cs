using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatSdk.Tests.Faults;

/// <summary>Checks that the table in <c>docs/errors-and-retries.md</c> matches the attributes of the tests, from which it is generated.</summary>
[TestFixture]
public sealed partial class FaultTableTests
{
    private const string _start = "<!-- written by FaultTableTests from the tests in tests/ChatSdk.Tests/Faults -->";
    private const string _end = "<!-- end -->";
    private const int _rowCount = 83;

    // The rows that cannot be tested, each with the reason.
    private static readonly Dictionary<int, string> _impossible = [];

    private static IEnumerable<(MethodInfo Test, FaultAttribute Fault)> Faults => typeof(FaultTableTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes<FaultAttribute>().Select(fault => (method, fault)));

    [Test]
    public void Every_row_has_a_test()
    {
        var missing = Enumerable.Range(1, _rowCount).Except(Faults.Select(found => found.Fault.Row)).Except(_impossible.Keys);

        missing.Should().BeEmpty();
    }

    [Test]
    public void Name_of_a_fault_test_starts_with_the_numbers_of_its_rows()
    {
        foreach (var (test, fault) in Faults)
        {
            var rows = Rows().Match(test.Name).Groups["row"].Captures.Select(row => int.Parse(row.Value, CultureInfo.InvariantCulture)).ToList();

            rows.Should().NotBeEmpty(test.Name);
            fault.Row.Should().BeInRange(rows.Min(), rows.Max(), test.Name);
            test.GetCustomAttributes().Any(attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute).Should().BeTrue(test.Name);
        }
    }

    [Test]
    public async Task Table_in_the_docs_matches_the_attributes()
    {
        var file = Path.GetFullPath(Path.Combine(HereFolder(), "..", "..", "..", "docs", "errors-and-retries.md"));
        var page = await File.ReadAllTextAsync(file);
        var (start, end) = (page.IndexOf(_start, StringComparison.Ordinal) + _start.Length, page.IndexOf(_end, StringComparison.Ordinal));

        if (Environment.GetEnvironmentVariable("APPROVE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, page[..start] + "\n" + Table() + page[end..]);
            return;
        }

        page[start..end].Trim().Should().Be(Table().Trim(), "run the tests with APPROVE_DOCS=1 to regenerate the table");
    }

    private static string Table()
    {
        var table = new StringBuilder("| # | fault | result | retried | preserved |\n|---|---|---|---|---|\n");
        foreach (var fault in Faults.Select(found => found.Fault).OrderBy(fault => fault.Row).ThenBy(fault => fault.Fault, StringComparer.Ordinal))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {fault.Row} | {fault.Fault} | {fault.Outcome} | {fault.Retried} | {fault.Kept} |\n");
        }

        return table.ToString();
    }

    [GeneratedRegex("^Rows?(_(?<row>[0-9]+))+_", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rows();

    private static string HereFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
