using System.Diagnostics;
using System.Globalization;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>Runs the clients in turn against one server, and prints the medians of the measured costs.</summary>
internal static class Comparison
{
    public static async Task RunAsync(string[] arguments)
    {
        var (reps, warmup, seconds) = (Number(arguments, "--reps", 5), Number(arguments, "--warmup", 5), Number(arguments, "--seconds", 2));
        var names = Value(arguments, "--scenarios")?.Split(',') ?? [.. Workload.All.Select(workload => workload.Name)];
        await using var server = await ServerProcess.StartAsync();
        IBenchmarkedClient[] clients =
        [
            new FloorClient(server.Address, tokenizes: false), new FloorClient(server.Address, tokenizes: true), new SdkClient(server.Address), new OfficialClient(server.Address), new HandwrittenClient(server.Address),
        ];
        List<Cost> costs = [];
        foreach (var workload in names.Select(name => Workload.All.Single(workload => workload.Name == name)))
        {
            costs.AddRange(await MeasureAsync(workload, [.. clients.Where(client => client.Supports(workload))], (int)reps, TimeSpan.FromSeconds(warmup), TimeSpan.FromSeconds(seconds)));
        }

        Console.WriteLine(Cost.Table(costs));
        if (Value(arguments, "--chart") is { } path)
        {
            await File.WriteAllTextAsync(path, CostChart.Of(costs));
        }

        Array.ForEach(clients, client => client.Dispose());
    }

    private static async Task<List<Cost>> MeasureAsync(Workload workload, IBenchmarkedClient[] clients, int reps, TimeSpan warmup, TimeSpan time)
    {
        // The warmup lets tiered compilation finish. Without it, a client appears to cost up to three times as much.
        foreach (var client in clients)
        {
            await RepeatAsync(client, workload, warmup);
        }

        List<Cost> costs = [];
        for (var rep = 0; rep < reps; rep++)
        {
            foreach (var client in clients)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var (allocated, cpu) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
                var units = await RepeatAsync(client, workload, time) * Math.Max(1, workload.Chunks);
                var micros = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds;
                costs.Add(new Cost(workload, client.Name, micros / units, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)units));
            }
        }

        return costs;
    }

    private static async Task<long> RepeatAsync(IBenchmarkedClient client, Workload workload, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, workload.Concurrency).Select(_ => Task.Run(LoopAsync)));
        return counts.Sum();

        async Task<long> LoopAsync()
        {
            var count = 0L;
            for (; clock.Elapsed < time; count++)
            {
                await client.RunAsync(workload);
            }

            return count;
        }
    }

    private static double Number(string[] arguments, string name, double defaultValue) =>
        Value(arguments, name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : defaultValue;

    private static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var index ? arguments.ElementAtOrDefault(index + 1) : null;
}
