using System.Globalization;
using System.Text;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>The average cost of a client per chunk or call of a workload, measured in one run.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Client">The client.</param>
/// <param name="Micros">The processor time of the process per chunk or call, in microseconds.</param>
/// <param name="Bytes">The number of allocated bytes per chunk or call.</param>
internal sealed record Cost(Workload Workload, string Client, double Micros, double Bytes)
{
    /// <summary>Creates a table of medians: the time, divided by that of the lower bound (<see cref="FloorClient"/>), and the allocated bytes.</summary>
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

    // The workload "small" has almost no JSON to tokenize, so it is compared with the floor that does not tokenize.
    private static string FloorOf(Workload workload) => workload.Name == "small" ? "floor A" : "floor B";

    private static double Median(IEnumerable<Cost> costs, Workload workload, string client, Func<Cost, double> value)
    {
        var values = costs.Where(cost => cost.Workload == workload && cost.Client == client).Select(value).Order().ToList();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
