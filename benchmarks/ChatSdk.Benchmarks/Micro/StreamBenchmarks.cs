using System.Globalization;
using System.Net;
using BenchmarkDotNet.Attributes;
using ChatSdk.Benchmarks.Compare;

namespace ChatSdk.Benchmarks.Micro;

/// <summary>Measures a chunk from bytes in memory to the accumulated answer.</summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    private const int _chunks = 2000;
    private readonly ChatResponseInfo _response = new(new HttpResponseMessage(HttpStatusCode.OK), new ChatClientOptions());
    private byte[] _alike = [];
    private byte[] _different = [];
    private List<ChatCompletionChunk> _read = [];

    [GlobalSetup]
    public async Task Prepare()
    {
        var stream = Workload.All.Single(workload => workload.Name == "stream");
        _alike = [.. stream.Payloads.SelectMany(payload => payload)];

        // A number that differs from chunk to chunk rules the comparison out.
        var numbered = stream with { Events = [.. stream.Events.Select((json, number) => json.Replace("1763625600", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))] };
        _different = [.. numbered.Payloads.SelectMany(payload => payload)];
        _read = await ReadAsync(_alike);
    }

    [Benchmark(OperationsPerInvoke = _chunks)]
    public async Task<int> Events()
    {
        using var body = new MemoryStream(_alike);
        using var events = new SseReader(body, int.MaxValue);
        var count = 0;
        for (var read = 1; read > 0;)
        {
            while (events.TryRead())
            {
                count++;
            }

            read = await events.FillAsync(CancellationToken.None);
            events.Take(read);
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = _chunks)]
    public Task<int> ChunksByComparison() => CountAsync(_alike);

    [Benchmark(OperationsPerInvoke = _chunks)]
    public Task<int> ChunksInFull() => CountAsync(_different);

    [Benchmark(OperationsPerInvoke = _chunks)]
    public ChatCompletion Accumulate()
    {
        var answer = new ChatCompletionAccumulator();
        _read.ForEach(answer.Add);
        return answer.ToCompletion();
    }

    private async Task<int> CountAsync(byte[] stream)
    {
        using var body = new MemoryStream(stream);
        using var events = new SseReader(body, int.MaxValue);
        var chunks = new ChunkReader<ChatCompletionChunk>(events, _response);
        var count = 0;
        for (var isOver = false; !isOver;)
        {
            // As a caller's loop does: nothing waits for a chunk that has been received.
            if (chunks.TryRead(out var chunk))
            {
                isOver = chunk is null;
                count += isOver ? 0 : 1;
            }
            else
            {
                events.Take(await events.FillAsync(CancellationToken.None));
            }
        }

        return count;
    }

    private async Task<List<ChatCompletionChunk>> ReadAsync(byte[] stream)
    {
        using var body = new MemoryStream(stream);
        using var events = new SseReader(body, int.MaxValue);
        var chunks = new ChunkReader<ChatCompletionChunk>(events, _response);
        List<ChatCompletionChunk> read = [];
        while (await chunks.ReadAsync(CancellationToken.None) is { } chunk)
        {
            read.Add(chunk);
        }

        return read;
    }
}
