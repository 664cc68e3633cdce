using System.Globalization;
using System.Text;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>Draws the results of the streaming workloads as two bar charts: the CPU time on the left, and the allocated bytes on the right.</summary>
internal static class CostChart
{
    private const int _labelWidth = 110;
    private const int _panelWidth = 300;
    private const int _barHeight = 10;
    private const int _top = 54;

    private static readonly string[] _colors = ["#2563eb", "#9ca3af", "#d97706"];

    public static string Of(IReadOnlyList<Cost> costs)
    {
        var streams = costs.Select(cost => cost.Workload).Where(workload => workload.IsStream).Distinct().ToList();
        var clients = costs.Select(cost => cost.Client).Where(client => !client.StartsWith("floor", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        var rowHeight = (clients.Count * _barHeight) + 14;
        var (width, height) = (_labelWidth + (2 * _panelWidth) + 20, _top + (streams.Count * rowHeight));
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"#ffffff\"/>");
        for (var client = 0; client < clients.Count; client++)
        {
            svg.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{_labelWidth + (client * 130)}\" y=\"8\" width=\"10\" height=\"10\" fill=\"{_colors[client]}\"/>");
            AddText(svg, _labelWidth + (client * 130) + 15, 17, clients[client]);
        }

        AddPanel(svg, (_labelWidth, "CPU time per chunk (tokenizing the JSON = 1)"), streams, clients, "0.0#", (workload, client) => Cost.Ratio(costs, workload, client));
        AddPanel(svg, (_labelWidth + _panelWidth, "Allocated bytes per chunk"), streams, clients, "#,0", (workload, client) => Cost.Median(costs, workload, client, cost => cost.Bytes));
        for (var row = 0; row < streams.Count; row++)
        {
            AddText(svg, 8, _top + (row * rowHeight) + (rowHeight / 2), streams[row].Name);
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private static void AddPanel(StringBuilder svg, (int Left, string Title) panel, List<Workload> streams, List<string> clients, string format, Func<Workload, string, double> value)
    {
        var max = streams.Max(workload => clients.Max(client => value(workload, client)));
        AddText(svg, panel.Left, 40, panel.Title);
        for (var row = 0; row < streams.Count; row++)
        {
            for (var client = 0; client < clients.Count; client++)
            {
                var number = value(streams[row], clients[client]);
                if (double.IsNaN(number))
                {
                    continue;
                }

                var top = _top + (row * ((clients.Count * _barHeight) + 14)) + (client * _barHeight);
                var length = number / max * (_panelWidth - 60);
                svg.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{panel.Left}\" y=\"{top}\" width=\"{length:0.#}\" height=\"{_barHeight - 1}\" fill=\"{_colors[client]}\"/>");
                AddText(svg, panel.Left + length + 4, top + _barHeight - 2, number.ToString(format, CultureInfo.InvariantCulture));
            }
        }
    }

    private static void AddText(StringBuilder svg, double left, int baseline, string text) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{left:0.#}\" y=\"{baseline}\" fill=\"#1f2937\">{text}</text>");
}
