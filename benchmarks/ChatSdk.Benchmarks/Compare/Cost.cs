using System.Globalization;
using System.Text;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>The average cost of processing one chunk or one call of a workload with a client, measured in one run.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Client">The client.</param>
/// <param name="Micros">The processor time of the process per chunk or call, in microseconds.</param>
/// <param name="Bytes">The number of allocated bytes per chunk or call.</param>
internal sealed record Cost(Workload Workload, string Client, double Micros, double Bytes)
{
    /// <summary>
    /// Creates a table with a row for each workload. For each client, a row shows the median time as a multiple of the median time of the
    /// <see cref="FloorClient"/>, and the median of the allocated bytes.
    /// </summary>
    public static string Table(IReadOnlyList<Cost> costs)
    {
        var clients = costs.Select(cost => cost.Client).Distinct(StringComparer.Ordinal).ToList();
        var table = new StringBuilder("| workload | unit |");
        clients.ForEach(client => table.Append(CultureInfo.InvariantCulture, $" {client} | bytes |"));
        table.AppendLine().Append("|---|---|").Insert(table.Length, "--:|", clients.Count * 2).AppendLine();
        foreach (var workload in costs.Select(cost => cost.Workload).Distinct())
        {
            table.Append(CultureInfo.InvariantCulture, $"| {workload.Name} | {workload.Unit} |");
            clients.ForEach(client => table.Append(CultureInfo.InvariantCulture, $" {Text(Ratio(costs, workload, client), "0.00")} | {Text(Median(costs, workload, client, cost => cost.Bytes), "N0")} |"));
            table.AppendLine();
        }

        return table.ToString();
    }

    /// <summary>Returns the median time of the client as a multiple of the median time of the <see cref="FloorClient"/>.</summary>
    public static double Ratio(IReadOnlyList<Cost> costs, Workload workload, string client) =>
        Median(costs, workload, client, cost => cost.Micros) / Median(costs, workload, FloorOf(workload), cost => cost.Micros);

    /// <summary>Returns the median of a value over all runs of a client with a workload; NaN if there are none.</summary>
    public static double Median(IEnumerable<Cost> costs, Workload workload, string client, Func<Cost, double> value)
    {
        var values = costs.Where(cost => cost.Workload == workload && cost.Client == client).Select(value).Order().ToList();
        return values.Count == 0 ? double.NaN : (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    private static string Text(double value, string format) => double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    // The workload "small" has almost no JSON to tokenize, so it is compared with the floor that does not tokenize.
    private static string FloorOf(Workload workload) => workload.Name == "small" ? "floor A" : "floor B";
}
