using System.Globalization;
using System.Text;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>The cost per chunk or call that one run measured for a client and a workload.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Client">The client.</param>
/// <param name="Micros">The processor time of the process, in microseconds.</param>
/// <param name="Bytes">The number of allocated bytes.</param>
internal sealed record Cost(Workload Workload, string Client, double Micros, double Bytes)
{
    /// <summary>Creates a table of medians: time as a multiple of a lower bound in the same run, and allocated bytes.</summary>
    public static string Table(IReadOnlyList<Cost> costs)
    {
        var workloads = costs.Select(cost => cost.Workload).Distinct().ToList();
        var table = new StringBuilder("| client |");
        foreach (var workload in workloads)
        {
            table.Append(CultureInfo.InvariantCulture, $" {workload.Name}: ÷ {FloorOf(workload)} | bytes per {workload.Unit} |");
        }

        table.AppendLine().Append("|---|").Insert(table.Length, "--:|", workloads.Count * 2).AppendLine();
        foreach (var client in costs.Select(cost => cost.Client).Distinct(StringComparer.Ordinal))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {client} |");
            foreach (var workload in workloads)
            {
                var ratio = Median(costs, workload, client, cost => cost.Micros) / Median(costs, workload, FloorOf(workload), cost => cost.Micros);
                table.Append(CultureInfo.InvariantCulture, $" {ratio:0.00} | {Median(costs, workload, client, cost => cost.Bytes):N0} |");
            }

            table.AppendLine();
        }

        return table.ToString();
    }

    // A small answer has almost no JSON to tokenize.
    private static string FloorOf(Workload workload) => workload.Name == "small" ? "floor A" : "floor B";

    private static double Median(IEnumerable<Cost> costs, Workload workload, string client, Func<Cost, double> value)
    {
        var values = costs.Where(cost => cost.Workload == workload && cost.Client == client).Select(value).Order().ToList();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
