using System.Net;
using System.Text;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Properties;

/// <summary>
/// Tests that the cost of reading an answer is proportional to its length, and that a hash table of records stays fast. Memory, steps and
/// hashes are counted, because the elapsed time depends on the machine.
/// </summary>
[TestFixture]
public sealed class LinearTests
{
    private const int _count = 20_000;

    private static readonly Dictionary<string, Func<ChatClient, Task>> _calls = new(StringComparer.Ordinal)
    {
        ["chat"] = client => client.CreateAsync("Hi"),
        ["chat_stream"] = client => client.CreateStreamAsync("Hi").ToCompletionAsync(),
        ["completions"] = client => client.CreateTextAsync(new() { Prompt = "Hi" }),
        ["completions_stream"] = ReadTextAsync,
        ["models"] = client => client.ListModelsAsync(),
        ["embeddings"] = client => client.CreateEmbeddingsAsync(new EmbeddingRequest { Input = "Hi" }),
        ["stored"] = client => client.GetStoredCompletionAsync("a"),
        ["error"] = client => client.CreateAsync("Hi"),
    };

    private static IEnumerable<TestCaseData> Calls =>
        from call in _calls.Keys from shape in NastyShape.All select new TestCaseData(call, shape).SetArgDisplayNames(call, shape.Name);

    private static IEnumerable<TestCaseData> Shapes => NastyShape.All.Select(shape => new TestCaseData(shape).SetArgDisplayNames(shape.Name));

    [TestCaseSource(nameof(Calls))]
    public async Task Memory_for_a_call_is_proportional_to_the_length_of_its_answer(string call, object shape)
    {
        await MeasureAsync(call, ((NastyShape)shape).Of(100));

        var answer = ((NastyShape)shape).Of(4 * _count);
        var few = await MeasureAsync(call, ((NastyShape)shape).Of(_count));
        var many = await MeasureAsync(call, answer);

        // Small buffers come from a pool, so they are not counted. A large buffer that grows to the length of the answer allocates at most six
        // times that length.
        many.Should().BeLessThan((6 * few) + (6 * answer.Length));
    }

    [TestCaseSource(nameof(Shapes))]
    public async Task Each_byte_of_an_event_is_examined_at_most_three_times_on_average(object shape)
    {
        var bytes = Encoding.UTF8.GetBytes(NastyShape.AsEvent(((NastyShape)shape).Of(_count)));
        using var stream = new TrickleStream(bytes, 1000);
        using var events = new SseReader(stream, bytes.Length + 1);
        do
        {
            while (events.TryRead())
            {
                // The events are discarded, because only the cost of reading them is checked.
            }

            events.Take(await events.FillAsync(CancellationToken.None));
        }
        while (!events.HasAllBytes);

        events.TryReadLast();

        events.Examined.Should().BeLessThanOrEqualTo(3L * bytes.Length);
    }

    [Test]
    public async Task Large_event_in_small_reads_is_compared_with_the_template_only_when_its_size_doubles()
    {
        var few = await ComparisonsAsync(_count);
        var many = await ComparisonsAsync(64 * _count);

        (many - few).Should().BeInRange(1, 10, "the event is compared again only when twice as much of it has been received");
    }

    [Test]
    public void Records_that_differ_in_an_unknown_field_rarely_have_the_same_hash()
    {
        var hashes = Enumerable.Range(0, _count).Select(number => new ChatAnnotation().WithField("x", number).GetHashCode());

        hashes.Distinct().Should().HaveCountGreaterThan(_count * 99 / 100);
    }

    [TestCase("1", "1.0")]
    [TestCase("0", "-0")]
    [TestCase("\"a\"", "\"\\u0061\"")]
    [TestCase("[1,{\"a\":1,\"b\":[]}]", "[1.0,{\"b\":[],\"a\":1e0}]")]
    public void Records_with_equal_JSON_are_equal_and_have_equal_hashes(string one, string other)
    {
        var first = new ChatAnnotation().WithField("x", System.Text.Json.Nodes.JsonNode.Parse(one));
        var second = new ChatAnnotation().WithField("x", System.Text.Json.Nodes.JsonNode.Parse(other));

        second.Should().Be(first);
        second.GetHashCode().Should().Be(first.GetHashCode());
    }

    private static async Task ReadTextAsync(ChatClient client)
    {
        await foreach (var chunk in client.CreateTextStreamAsync(new() { Prompt = "Hi" }))
        {
            chunk.Should().NotBeNull();
        }
    }

    private static async Task<int> ComparisonsAsync(int escapes)
    {
        const string Chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
        var large = Chunk.Replace("\"a\"", $"\"{new StringBuilder().Insert(0, "\\n", escapes)}\"", StringComparison.Ordinal);
        using var stream = new TrickleStream(Encoding.UTF8.GetBytes(Chunk + Chunk + Chunk + large), 2048);
        using var events = new SseReader(stream, int.MaxValue);
        using var response = new HttpResponseMessage();
        var reader = new ChunkReader<ChatCompletionChunk>(events, new ChatResponseInfo(response, new ChatClientOptions()));
        while (await reader.ReadAsync(CancellationToken.None) is not null)
        {
            // The chunks are discarded, because only the number of comparisons is checked.
        }

        return reader.Comparisons;
    }

    private static async Task<long> MeasureAsync(string call, string text)
    {
        using var http = new HttpClient(new BytesHandler(call == "error" ? HttpStatusCode.BadRequest : HttpStatusCode.OK, Encoding.UTF8.GetBytes(call.EndsWith("stream", StringComparison.Ordinal) ? NastyShape.AsEvent(text) : text)));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", Model = "m", MaxRetries = 0 });
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            await _calls[call](client);
        }
        catch (ChatException)
        {
            // The response may be invalid, because only the memory is checked.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Answers from memory, so that the call stays on one thread.</summary>
    private sealed class BytesHandler(HttpStatusCode status, byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(body), RequestMessage = request });
    }
}
