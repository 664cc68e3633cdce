using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>Tests the cost of reading chunks: the allocated memory, the asynchronous waits, and the number of chunks that are read by comparison.</summary>
[TestFixture]
public sealed class FastPathGuardTests
{
    private const int _count = 2000;
    private const string _start = """data: {"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion.chunk","created":1741570283,"model":"gpt-4o-2024-08-06","service_tier":"default","system_fingerprint":"fp_50cad350e4","choices":[{"index":0,"delta":""";
    private const string _end = ""","logprobs":null,"finish_reason":null}],"usage":null""";

    private static readonly string[] _words = [" the", " quick", " model", " of", " stream", ".", " token", " and", "\\n\\n", " value", " caf\u00e9", " \\\""];

    // The number of chunks that are read by comparison if every event of the capture is sent four times.
    private static readonly Dictionary<string, string> _expectedRepeats = new(StringComparer.Ordinal)
    {
        ["azure-stream-empty-first-chunk"] = "10 of 24",
        ["bedrock-stream-underscore-type"] = "3 of 4",
        ["deepseek-stream-reasoning"] = "20 of 24",
        ["generic-stream-crlf"] = "6 of 12",
        ["generic-stream-no-space"] = "6 of 12",
        ["generic-stream-annotations-repeated"] = "10 of 12",
        ["generic-stream-audio-padded"] = "0 of 16",
        ["generic-stream-content-boolean"] = "7 of 16",
        ["generic-stream-reasoning-details-signature"] = "3 of 16",
        ["generic-stream-reasoning-text"] = "17 of 20",
        ["generic-stream-text-in-second-choice"] = "12 of 16",
        ["generic-stream-thinking-blocks"] = "12 of 16",
        ["generic-stream-tool-in-second-choice"] = "12 of 24",
        ["generic-stream-tool-index-0-no-arguments"] = "6 of 12",
        ["generic-stream-tool-index-0-no-ids"] = "6 of 12",
        ["generic-stream-tool-index-0-one-chunk"] = "0 of 8",
        ["generic-stream-tool-placeholder-arguments"] = "10 of 16",
        ["generic-stream-tool-same-id"] = "7 of 12",
        ["generic-stream-usage-zeros-last"] = "3 of 8",
        ["groq-stream-event-error"] = "10 of 16",
        ["groq-stream-tool-one-chunk"] = "3 of 12",
        ["litellm-stream-error-code-text"] = "3 of 4",
        ["llamacpp-stream-timings"] = "6 of 20",
        ["lmstudio-stream-event-error"] = "3 of 4",
        ["mistral-stream-tool-no-index"] = "3 of 8",
        ["ollama-stream"] = "6 of 16",
        ["openai-stream-parallel-tools"] = "16 of 24",
        ["openai-stream-usage"] = "17 of 24",
        ["openrouter-stream-error-mid"] = "6 of 8",
        ["openrouter-stream-keepalive"] = "12 of 16",
        ["perplexity-stream-usage-each"] = "6 of 8",
        ["qwen-stream-tool-empty-ids"] = "13 of 24",
        ["seed0-stream-pretty-json"] = "0 of 8",
        ["seed1-chunks-as-printed"] = "0 of 8",
        ["seed1-chunks-framed"] = "3 of 8",
        ["seed2-stream"] = "7 of 20",
        ["seed3-atoma-402"] = "0 of 0",
        ["seed3-atoma-stream-no-done"] = "13 of 20",
        ["seed4-stream"] = "13 of 16",
        ["together-stream-text-and-delta"] = "15 of 20",
        ["vllm-stream"] = "10 of 20",
        ["xai-stream-json-error"] = "0 of 0",
        ["zai-stream-reasoning"] = "9 of 12",
    };

    private static IEnumerable<string> Streams => WireFixture.All().Where(fixture => fixture.Operation == "chat_stream").Select(fixture => fixture.Name);

    // The last argument is the maximum number of bytes per chunk, including the text of the chunk and its share of the answer: the measured value plus five percent.
    [TestCase("""{"content":"WORD"}""", "", 180)]
    [TestCase("""{"content":"WORD"}""", ""","obfuscation":"PAD" """, 265)]
    [TestCase("""{"tool_calls":[{"index":0,"function":{"arguments":"WORD"}}]}""", "", 275)]
    [TestCase("""{"reasoning_content":"WORD"}""", "", 275)]
    public async Task Chunk_allocates_about_the_measured_amount_of_memory(string delta, string field, int maxBytes)
    {
        var stream = StreamOf(delta, field);
        using var http = new HttpClient(new StreamHandler(() => new MemoryStream(stream)));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", Model = "m" });
        await CountAsync(client);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var chunks = await CountAsync(client);

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / _count;
        chunks.Should().Be(_count);
        bytes.Should().BeInRange(maxBytes * 8 / 10, maxBytes);
    }

    [Test]
    public async Task Chunks_already_received_are_returned_synchronously()
    {
        using var body = new CountedStream(StreamOf("""{"content":"WORD"}""", ""), 4096);
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

    private static byte[] StreamOf(string delta, string field)
    {
        var chunks = Enumerable.Range(0, _count).Select(number =>
            _start + delta.Replace("WORD", _words[number % _words.Length], StringComparison.Ordinal) + _end + field.Replace("PAD", "aZ3kQ9xLmP2vB7nR"[..(number * 11 % 16)], StringComparison.Ordinal) + "}\n\n");
        return Encoding.UTF8.GetBytes(string.Concat(chunks) + "data: [DONE]\n\n");
    }

    private static async Task<int> CountAsync(ChatClient client)
    {
        var count = 0;
        await foreach (var chunk in client.CreateStreamAsync("Hi"))
        {
            count += chunk.FinishReason is null && chunk.Usage is null ? 1 : 0;
        }

        return count;
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
