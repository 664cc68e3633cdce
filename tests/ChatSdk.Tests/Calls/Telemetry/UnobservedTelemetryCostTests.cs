using System.Net;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Measures the cost of telemetry without a listener, in allocated bytes instead of time.</summary>
[TestFixture]
public sealed class UnobservedTelemetryCostTests
{
    private const int _count = 200;

    [Test]
    public async Task Telemetry_without_a_listener_allocates_nothing()
    {
        var (without, with) = (long.MaxValue, long.MaxValue);

        // The lowest value of several rounds is used, because the JIT compiler optimizes the code only after many calls.
        for (var round = 0; round < 5; round++)
        {
            without = Math.Min(without, await BytesAsync(isEnabled: false));
            with = Math.Min(with, await BytesAsync(isEnabled: true));
        }

        with.Should().BeInRange(without - 16, without + 16, "the average per call varies by a few bytes");
        without.Should().BeGreaterThan(1000, "otherwise, nothing was measured");
    }

    private static async Task<long> BytesAsync(bool isEnabled)
    {
        using var http = new HttpClient(new StreamHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://localhost/v1", Model = "m", EnableTelemetry = isEnabled });
        await SendRequestAsync(client);
        var before = GC.GetAllocatedBytesForCurrentThread();

        await SendRequestAsync(client);

        return (GC.GetAllocatedBytesForCurrentThread() - before) / _count;
    }

    private static async Task SendRequestAsync(ChatClient client)
    {
        for (var number = 0; number < _count; number++)
        {
            await foreach (var chunk in client.CreateStreamAsync("Hi"))
            {
                GC.KeepAlive(chunk);
            }
        }
    }

    private sealed class StreamHandler : HttpMessageHandler
    {
        private readonly byte[] _answer = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(_answer);
            content.Headers.ContentType = new("text/event-stream");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
        }
    }
}
