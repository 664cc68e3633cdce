using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using ChatSdk.Benchmarks.Compare;

namespace ChatSdk.Benchmarks.Micro;

/// <summary>Measures the steps of reading a stream from memory: finding events, reading chunks, and accumulating the answer.</summary>
[MemoryDiagnoser]
public class StreamBenchmarks
{
    private const int _chunks = 2000;
    private readonly ChatResponseInfo _response = new(new HttpResponseMessage(HttpStatusCode.OK), new ChatClientOptions());
    private byte[] _similar = [];
    private byte[] _different = [];
    private List<ChatCompletionChunk> _read = [];

    [GlobalSetup]
    public async Task Prepare()
    {
        var stream = Workload.All.Single(workload => workload.Name == "stream");
        _similar = [.. stream.Payloads.SelectMany(payload => payload)];

        // A different comment before every event prevents the event from matching an earlier one, so the reader must parse it.
        _different = [.. stream.Payloads.SelectMany((payload, number) => (byte[])[.. Encoding.ASCII.GetBytes($":{number}\n"), .. payload])];
        _read = await ReadAsync(_similar);
    }

    [Benchmark(OperationsPerInvoke = _chunks)]
    public async Task<int> Events()
    {
        using var body = new MemoryStream(_similar);
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
    public Task<int> ChunksByComparison() => CountAsync(_similar);

    [Benchmark(OperationsPerInvoke = _chunks)]
    public Task<int> ChunksParsed() => CountAsync(_different);

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
            // As in a caller's loop, a chunk that has already been received is read without waiting.
            if (chunks.TryRead(out var chunk, CancellationToken.None))
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
