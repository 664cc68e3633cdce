using System.Net;

namespace ChatSdk.Tests.Http;

/// <summary>Measures the memory that a successful call allocates.</summary>
[TestFixture]
public sealed class AnswerCostTests
{
    private const int _count = 200;

    // These are the measured values plus ten percent. They include the HTTP request and the handler's response. Debug builds
    // allocate more, because async state machines are classes.
#if DEBUG
    private const int _maxBytes = 6300;
    private const int _maxBytesWithWait = 8000;
#else
    private const int _maxBytes = 4050;
    private const int _maxBytesWithWait = 5380;
#endif

    [Test]
    public async Task Call_allocates_about_the_expected_amount_of_memory()
    {
        var bytes = await MeasureAsync(waits: false);

        bytes.Should().BeInRange(_maxBytes * 8 / 10, _maxBytes);
    }

    [Test]
    public async Task Call_that_waits_for_its_response_allocates_about_the_expected_amount_of_memory()
    {
        var bytes = await MeasureAsync(waits: true);

        bytes.Should().BeInRange(_maxBytesWithWait * 8 / 10, _maxBytesWithWait);
    }

    private static async Task<long> MeasureAsync(bool waits)
    {
        using var handler = new AnswerHandler(waits);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", ApiKey = "key", Model = "m" });
        var request = new ChatCompletionRequest { Model = "m", Messages = [ChatMessage.User("Hi")] };

        // The result is the median, because the first calls allocate more. Calls that continue on another thread are not counted, because
        // the memory of that thread is not measured.
        var bytes = new List<long>();
        for (var number = 0; number < 100 * _count && bytes.Count < _count; number++)
        {
            var (thread, before) = (Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread());
            var call = client.CreateAsync(request);
            handler.Respond();
            await call;
            if (Environment.CurrentManagedThreadId == thread)
            {
                bytes.Add(GC.GetAllocatedBytesForCurrentThread() - before);
            }
        }

        return bytes.Order().ElementAt(bytes.Count / 2);
    }

    private sealed class AnswerHandler(bool waits) : HttpMessageHandler
    {
        private readonly byte[] _answer = """{"id":"c-1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""u8.ToArray();
        private TaskCompletionSource<HttpResponseMessage> _response = new();

        public void Respond()
        {
            if (waits)
            {
                _response.SetResult(Response());
                _response = new();
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            waits ? _response.Task : Task.FromResult(Response());

        private HttpResponseMessage Response()
        {
            var content = new ByteArrayContent(_answer);
            content.Headers.ContentType = new("application/json");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }
}
