using ChatSdk.Benchmarks.Compare;

namespace ChatSdk.Benchmarks.Scale;

/// <summary>Measures whether the cost of a chunk stays the same with many concurrent streams and in long streams.</summary>
internal static class ScaleRun
{
    public static async Task RunAsync()
    {
        await using var server = await ServerProcess.StartAsync();

        // Only the limit for the size of a stream differs from the defaults, because a million chunks exceed the default of 256 MiB.
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = new Uri(server.Address, "v1").ToString(), ApiKey = "key", MaxAnswerBytes = 1_000_000_000 });
        await ConcurrentStreams.RunAsync(client, server.Address);
        await LongStreams.RunAsync(client);
    }
}
