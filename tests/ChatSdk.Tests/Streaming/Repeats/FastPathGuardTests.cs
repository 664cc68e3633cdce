using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>Tests the cost of reading chunks: the allocated memory, the asynchronous waits, and the number of chunks that are read by comparison with an earlier chunk instead of being parsed.</summary>
[TestFixture]
public sealed class FastPathGuardTests
{
    private const int _count = 2000;

    // Maps each capture to the number of chunks that are read by comparison if every event in the capture is sent four times.
    private static readonly Dictionary<string, string> _expectedRepeats = new(StringComparer.Ordinal)
    {
        ["azure-stream-empty-first-chunk"] = "13 of 24",
        ["bedrock-stream-underscore-type"] = "3 of 4",
        ["deepseek-stream-reasoning"] = "20 of 24",
        ["generic-stream-crlf"] = "9 of 12",
        ["generic-stream-no-space"] = "9 of 12",
        ["generic-stream-annotations-repeated"] = "10 of 12",
        ["generic-stream-audio-padded"] = "12 of 16",
        ["generic-stream-content-boolean"] = "13 of 16",
        ["generic-stream-reasoning-details-signature"] = "14 of 16",
        ["generic-stream-reasoning-text"] = "17 of 20",
        ["generic-stream-text-in-second-choice"] = "12 of 16",
        ["generic-stream-thinking-blocks"] = "14 of 16",
        ["generic-stream-tool-in-second-choice"] = "18 of 24",
        ["generic-stream-tool-index-0-no-arguments"] = "10 of 12",
        ["generic-stream-tool-index-0-no-ids"] = "10 of 12",
        ["generic-stream-tool-index-0-one-chunk"] = "6 of 8",
        ["generic-stream-tool-placeholder-arguments"] = "13 of 16",
        ["generic-stream-tool-same-id"] = "10 of 12",
        ["generic-stream-usage-zeros-last"] = "6 of 8",
        ["groq-stream-event-error"] = "10 of 16",
        ["groq-stream-tool-one-chunk"] = "3 of 12",
        ["litellm-stream-error-code-text"] = "3 of 4",
        ["llamacpp-stream-timings"] = "12 of 20",
        ["lmstudio-stream-event-error"] = "3 of 4",
        ["mistral-stream-tool-no-index"] = "6 of 8",
        ["ollama-stream"] = "9 of 16",
        ["openai-stream-parallel-tools"] = "19 of 24",
        ["openai-stream-usage"] = "17 of 24",
        ["openrouter-stream-error-mid"] = "6 of 8",
        ["openrouter-stream-keepalive"] = "12 of 16",
        ["perplexity-stream-usage-each"] = "6 of 8",
        ["qwen-stream-tool-empty-ids"] = "16 of 24",
        ["seed0-stream-pretty-json"] = "0 of 8",
        ["seed1-chunks-as-printed"] = "0 of 8",
        ["seed1-chunks-framed"] = "6 of 8",
        ["seed2-stream"] = "13 of 20",
        ["seed3-atoma-402"] = "0 of 0",
        ["seed3-atoma-stream-no-done"] = "13 of 20",
        ["seed4-stream"] = "13 of 16",
        ["together-stream-text-and-delta"] = "18 of 20",
        ["vllm-stream"] = "13 of 20",
        ["xai-stream-json-error"] = "0 of 0",
        ["zai-stream-reasoning"] = "9 of 12",
    };

    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.Operation == "chat_stream").Select(fixture => fixture.Name);

    // The last argument is the maximum number of bytes that a call allocates, divided by the number of chunks. It is the measured value plus five percent.
    [TestCase("stream", 190)]
    [TestCase("obfuscated", 270)]
    [TestCase("tools", 282)]
    [TestCase("reasoning", 288)]
    [TestCase("usage", 393)]
    [TestCase("times", 382)]
    [TestCase("ids", 222)]
    [TestCase("two choices", 170)]
    [TestCase("logprobs", 520)]
    [TestCase("text completion", 152)]
    public async Task Memory_allocated_per_chunk_is_in_the_expected_range(string shape, int maxBytes)
    {
        var bytes = await MeasureAsync(shape, number => $"{StreamShape.EventOf(shape, number)}");

        bytes.Should().BeInRange(maxBytes * 8 / 10, maxBytes);
    }

    // These are the limits if every chunk is parsed in full, because a different comment precedes each event.
    [TestCase("stream", 515)]
    [TestCase("obfuscated", 795)]
    [TestCase("tools", 657)]
    [TestCase("reasoning", 607)]
    [TestCase("usage", 717)]
    [TestCase("times", 790)]
    [TestCase("ids", 518)]
    [TestCase("two choices", 515)]
    [TestCase("logprobs", 1478)]
    [TestCase("text completion", 732)]
    public async Task Memory_allocated_per_chunk_that_is_parsed_in_full_is_in_the_expected_range(string shape, int maxBytes)
    {
        var bytes = await MeasureAsync(shape, number => $":{number}\n{StreamShape.EventOf(shape, number)}");

        bytes.Should().BeInRange(maxBytes * 8 / 10, maxBytes);
    }

    [TestCaseSource(typeof(StreamShape), nameof(StreamShape.Names))]
    public async Task Nearly_all_chunks_of_each_shape_are_read_without_parsing(string shape)
    {
        var stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, _count).Select(number => StreamShape.EventOf(shape, number))));

        var repeats = shape == "text completion" ? await RepeatsAsync<TextCompletion>(stream) : await RepeatsAsync<ChatCompletionChunk>(stream);

        repeats.Should().BeGreaterThanOrEqualTo(_count - 60, "after the first two chunks, a chunk is parsed in full only if its first bytes were received without the rest");
    }

    [Test]
    public async Task Chunks_already_received_are_returned_synchronously()
    {
        using var body = new CountedStream(StreamOf(number => StreamShape.EventOf("stream", number)), 4096);
        using var http = new HttpClient(new StreamHandler(() => body));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", Model = "m" });
        await using var chunks = client.CreateStreamAsync("Hi").GetAsyncEnumerator();
        var (moves, waits) = (0, 0);
        for (var more = true; more; moves++)
        {
            var move = chunks.MoveNextAsync();
            waits += move.IsCompleted ? 0 : 1;
            more = await move;
        }

        moves.Should().Be(_count + 1);
        waits.Should().BeLessThanOrEqualTo(body.Reads);
        body.Reads.Should().BeLessThan(_count / 10);
    }

    [TestCaseSource(nameof(Streams))]
    public async Task Expected_number_of_chunks_is_read_without_parsing(string name)
    {
        var events = EventsOf(Encoding.Latin1.GetString(WireFixture.Load(name).Body));

        var reading = await ChunkReading.OfAsync(Encoding.Latin1.GetBytes(string.Concat(events.SelectMany(lines => Enumerable.Repeat(lines, 4)))));

        $"{reading.Repeats} of {reading.Chunks.Count}".Should().Be(_expectedRepeats.GetValueOrDefault(name));
    }

    [Test]
    public async Task Comparison_starts_with_the_third_chunk()
    {
        var stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n", 5)));
        using var bytes = new MemoryStream(stream);
        using var events = new SseReader(bytes, 1024 * 1024);
        using var response = new HttpResponseMessage();
        var reader = new ChunkReader<ChatCompletionChunk>(events, new ChatResponseInfo(response, new ChatClientOptions()));
        var repeats = new List<int>();
        while (await reader.ReadAsync(CancellationToken.None) is not null)
        {
            repeats.Add(reader.Repeats);
        }

        repeats.Should().Equal(0, 0, 1, 2, 3);
    }

    private static string[] EventsOf(string stream) => Regex.Split(stream, @"(?<=\n\r?\n)", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static byte[] StreamOf(Func<int, string> eventOf) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, _count).Select(eventOf)) + "data: [DONE]\n\n");

    private static async Task<long> MeasureAsync(string shape, Func<int, string> eventOf)
    {
        var stream = StreamOf(eventOf);
        using var http = new HttpClient(new StreamHandler(() => new MemoryStream(stream)));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", Model = "m" });
        await CountAsync(client, shape);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var chunks = await CountAsync(client, shape);

        chunks.Should().Be(_count);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / _count;
    }

    private static async Task<int> CountAsync(ChatClient client, string shape)
    {
        var count = 0;
        if (shape == "text completion")
        {
            await foreach (var chunk in client.CreateTextStreamAsync(new() { Prompt = "Hi" }))
            {
                count += chunk.Text.Length > 0 ? 1 : 0;
            }

            return count;
        }

        await foreach (var chunk in client.CreateStreamAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], N = shape == "two choices" ? 2 : null }))
        {
            count += chunk.FinishReason is null ? 1 : 0;
        }

        return count;
    }

    private static async Task<int> RepeatsAsync<T>(byte[] stream)
        where T : WireRecord, IWireRecord<T>, IStreamChunk
    {
        using var bytes = new MemoryStream(stream);
        using var events = new SseReader(bytes, 1024 * 1024);
        using var response = new HttpResponseMessage();
        var reader = new ChunkReader<T>(events, new ChatResponseInfo(response, new ChatClientOptions()));
        while (await reader.ReadAsync(CancellationToken.None) is not null)
        {
            // The content of the chunk does not matter.
        }

        return reader.Repeats;
    }

    private sealed class StreamHandler(Func<Stream> body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(body());
            content.Headers.ContentType = new("text/event-stream");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
        }
    }

    /// <summary>A body that counts its reads, all of which complete asynchronously.</summary>
    private sealed class CountedStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public int Reads { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            await Task.Yield();
            return Read(buffer.Span[..Math.Min(size, buffer.Length)]);
        }
    }
}
