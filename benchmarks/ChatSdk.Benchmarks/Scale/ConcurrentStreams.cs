using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace ChatSdk.Benchmarks.Scale;

/// <summary>
/// Reads 10,000 streams at once. The server sends a chunk of each stream every 100 milliseconds, and once pauses for 30 seconds. Prints the memory
/// in use during the pause, while all streams wait, and the number of thread pool threads at the end, which would have increased if
/// threads had been blocked.
/// </summary>
internal static class ConcurrentStreams
{
    private const int _streams = 10_000;
    private const int _chunks = 100;
    private const int _starting = 500;
    private const string _model = "stream/100";

    public static async Task RunAsync(ChatClient client, Uri server)
    {
        Console.WriteLine("| client | open streams | bytes in use per stream | threads | incomplete streams | CPU per chunk (µs) | seconds |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");

        // The connections of the first client are closed before the second one opens its own, because a process may have a limited number of sockets.
        using (var http = new HttpClient { BaseAddress = server, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "key") } })
        {
            await MeasureAsync("floor A", started => DiscardAsync(http, started));
        }

        await MeasureAsync("ChatSdk", started => ReadAsync(client, started));
    }

    private static async Task MeasureAsync(string name, Func<TaskCompletionSource, Task<bool>> read)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (cpu, clock) = (Environment.CpuUsage.TotalTime, System.Diagnostics.Stopwatch.StartNew());
        List<Task<bool>> streams = [];
        List<Task> starts = [];
        while (streams.Count < _streams)
        {
            // The connections are opened in groups, so that none of them waits longer than the connect timeout.
            for (var number = 0; number < _starting; number++)
            {
                var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                starts.Add(started.Task);
                streams.Add(Task.Run(() => read(started)));
            }

            await Task.WhenAll(starts[^_starting..]);
        }

        // These objects belong to the measurement itself, so their memory must not be counted.
        starts.Clear();
        var open = streams.Count(stream => !stream.IsCompleted);
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)_streams;
        var complete = await Task.WhenAll(streams);
        var micros = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / ((double)_streams * _chunks);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {open:N0} | {bytes:N0} | {ThreadPool.ThreadCount} | {complete.Count(isComplete => !isComplete)} | {micros:0.0} | {clock.Elapsed.TotalSeconds:0} |"));
    }

    private static async Task<bool> ReadAsync(ChatClient client, TaskCompletionSource started)
    {
        var count = 0L;
        await foreach (var chunk in client.CreateStreamAsync(new ChatCompletionRequest { Model = _model, Messages = [ChatMessage.User("Hi")] }))
        {
            count++;
            Start(count, started);
        }

        // In addition to the chunks with text, the stream has one with the role, one with the finish reason, and one with the usage.
        return count == _chunks + 3;
    }

    private static async Task<bool> DiscardAsync(HttpClient http, TaskCompletionSource started)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Content = new StringContent($$"""{"model":"{{_model}}"}""", Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];
        var last = 0;
        for (var reads = 1L; await body.ReadAsync(buffer) is > 0 and var read; reads++)
        {
            Start(reads, started);
            last = read;
        }

        return buffer.AsSpan(0, last).EndsWith("data: [DONE]\n\n"u8);
    }

    private static void Start(long received, TaskCompletionSource started)
    {
        if (received == 4)
        {
            started.TrySetResult();
        }
    }
}
