using System.Net;

namespace ChatSdk.Tests.Http;

/// <summary>Measures the memory that a successful call allocates.</summary>
[TestFixture]
public sealed class AnswerCostTests
{
    private const int _count = 200;

    // The measured value plus ten percent. It includes the HTTP request and the response of the handler. Debug builds allocate more, because async state machines are classes.
#if DEBUG
    private const int _maxBytes = 6300;
#else
    private const int _maxBytes = 4050;
#endif

    [Test]
    public async Task Call_allocates_about_the_measured_amount_of_memory()
    {
        using var http = new HttpClient(new AnswerHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", ApiKey = "key", Model = "m" });
        var request = new ChatCompletionRequest { Model = "m", Messages = [ChatMessage.User("Hi")] };
        await SendRequestAsync(client, request);
        var before = GC.GetAllocatedBytesForCurrentThread();

        await SendRequestAsync(client, request);

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / _count;
        bytes.Should().BeInRange(_maxBytes * 8 / 10, _maxBytes);
    }

    private static async Task SendRequestAsync(ChatClient client, ChatCompletionRequest request)
    {
        for (var number = 0; number < _count; number++)
        {
            await client.CreateAsync(request);
        }
    }

    private sealed class AnswerHandler : HttpMessageHandler
    {
        private readonly byte[] _answer = """{"id":"c-1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(_answer);
            content.Headers.ContentType = new("application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
        }
    }
}
