using System.Diagnostics;
using System.Globalization;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>Runs the clients in turn against one server, and prints the medians.</summary>
internal static class Race
{
    public static async Task RunAsync(string[] arguments)
    {
        var (reps, warmup, seconds) = (Number(arguments, "--reps", 5), Number(arguments, "--warmup", 5), Number(arguments, "--seconds", 2));
        var names = Value(arguments, "--scenarios")?.Split(',') ?? [.. Workload.All.Select(workload => workload.Name)];
        using var process = StartServer();
        try
        {
            var port = await process.StandardOutput.ReadLineAsync();
            var server = new Uri($"http://127.0.0.1:{port}/");
            IContestant[] contestants = [new FloorClient(server, walks: false), new FloorClient(server, walks: true), new SdkClient(server), new OfficialClient(server), new HandwrittenClient(server)];
            List<Cost> costs = [];
            foreach (var workload in names.Select(name => Workload.All.Single(workload => workload.Name == name)))
            {
                costs.AddRange(await MeasureAsync(workload, contestants, (int)reps, TimeSpan.FromSeconds(warmup), TimeSpan.FromSeconds(seconds)));
            }

            Console.WriteLine(Cost.Table(costs));
            Array.ForEach(contestants, contestant => contestant.Dispose());
        }
        finally
        {
            // The server ends when its input ends.
            process.StandardInput.Close();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<List<Cost>> MeasureAsync(Workload workload, IContestant[] contestants, int reps, TimeSpan warmup, TimeSpan time)
    {
        // As long as tiered compilation takes: a cold client appears to cost up to three times as much.
        foreach (var contestant in contestants)
        {
            await RepeatAsync(contestant, workload, warmup);
        }

        List<Cost> costs = [];
        for (var rep = 0; rep < reps; rep++)
        {
            foreach (var contestant in contestants)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                var (allocated, cpu) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
                var units = await RepeatAsync(contestant, workload, time) * Math.Max(1, workload.Chunks);
                var micros = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds;
                costs.Add(new Cost(workload, contestant.Name, micros / units, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)units));
            }
        }

        return costs;
    }

    private static async Task<long> RepeatAsync(IContestant contestant, Workload workload, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, workload.Concurrency).Select(_ => Task.Run(LoopAsync)));
        return counts.Sum();

        async Task<long> LoopAsync()
        {
            var count = 0L;
            for (; clock.Elapsed < time; count++)
            {
                await contestant.RunAsync(workload);
            }

            return count;
        }
    }

    private static Process StartServer() =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;

    private static double Number(string[] arguments, string name, double otherwise) =>
        Value(arguments, name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Value(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var place ? arguments.ElementAtOrDefault(place + 1) : null;
}
