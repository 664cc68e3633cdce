using System.Globalization;
using ChatSdk.Benchmarks.Compare;

namespace ChatSdk.Benchmarks.Scale;

/// <summary>Prints the cost per chunk for streams of different lengths.</summary>
internal static class LongStreams
{
    private static readonly int[] _times = [1, 10, 100, 500];

    public static async Task RunAsync(ChatClient client)
    {
        Console.WriteLine();
        Console.WriteLine("| stream |" + string.Concat(_times.Select(times => string.Create(CultureInfo.InvariantCulture, $" {2000 * times:N0} chunks: µs | bytes |"))));
        Console.WriteLine("|---|" + string.Concat(_times.Select(_ => "--:|--:|")));
        foreach (var workload in Workload.All.Where(workload => workload.IsStream))
        {
            // The warmup lets tiered compilation finish.
            await MeasureAsync(client, workload, 100);
            Console.Write($"| {workload.Name} |");
            foreach (var times in _times)
            {
                var (micros, bytes) = await MeasureAsync(client, workload, times);
                Console.Write(string.Create(CultureInfo.InvariantCulture, $" {micros:0.00} | {bytes:N0} |"));
            }

            Console.WriteLine();
        }
    }

    private static async Task<(double Micros, double Bytes)> MeasureAsync(ChatClient client, Workload workload, int times)
    {
        // Short streams are read several times, because the resolution of the CPU time is low.
        var streams = Math.Max(1, 50 / times);
        GC.Collect();
        var (allocated, cpu) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        var expected = workload.Events.Length - 1 + ((long)(times - 1) * (workload.Chunks - workload.Calls));
        for (var stream = 0; stream < streams; stream++)
        {
            var count = await ReadAsync(client, workload, $"{workload.Name}*{times}");
            if (count != expected)
            {
                throw new InvalidOperationException($"Received {count} chunks of {workload.Name}, but expected {expected}.");
            }
        }

        var chunks = (double)expected * streams;
        return ((Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / chunks, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / chunks);
    }

    /// <summary>Reads a stream to its end, and returns the number of its chunks.</summary>
    private static async Task<long> ReadAsync(ChatClient client, Workload workload, string model)
    {
        var count = 0L;
        if (workload.IsTextCompletion)
        {
            await foreach (var chunk in client.CreateTextStreamAsync(new TextCompletionRequest { Model = model, Prompt = Prompts.User }))
            {
                count++;
            }

            return count;
        }

        await foreach (var chunk in client.CreateStreamAsync(new ChatCompletionRequest { Model = model, Messages = [ChatMessage.User(Prompts.User)], N = workload.Choices == 1 ? null : workload.Choices }))
        {
            count++;
        }

        return count;
    }
}
