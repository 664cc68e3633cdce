using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests HTTP/2 streams and connections that the server ends early. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class Http2FaultTests : FaultTest
{
    private const int _internalError = 2;

    private int _requests;

    private static IEnumerable<TestCaseData> Breaks =>
    [
        new TestCaseData((Action<HttpContext>)(context => Feature<IHttpResetFeature>(context).Reset(_internalError))).SetArgDisplayNames("RST_STREAM"),
        new TestCaseData((Action<HttpContext>)(context => Feature<IConnectionLifetimeFeature>(context).Abort())).SetArgDisplayNames("connection abort"),
    ];

    [TestCaseSource(nameof(Breaks))]
    [Fault(76, "HTTP/2: the stream is reset or the connection ends before the first chunk", "the answer", Retried = "yes", Kept = "all")]
    public async Task Row_76_call_is_retried_when_the_stream_or_connection_ends_before_the_first_event(Action<HttpContext> end)
    {
        await using var server = await StartAsync(context => _requests == 1 ? BreakAsync(context, end) : AnswerAsync(context, "Hel", "lo"));
        using var http = Http();
        using var client = new ChatClient(http, Options);

        (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("Hello");

        _requests.Should().Be(2);
    }

    [TestCaseSource(nameof(Breaks))]
    [Fault(76, "HTTP/2: the stream is reset or the connection ends in the middle of an answer", "`ChatConnectionException` (Reset)", Kept = "text")]
    public async Task Row_76_http2_stream_that_breaks_in_the_middle_throws_with_the_partial_answer(Action<HttpContext> end)
    {
        TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(async context =>
        {
            await SendAsync(context, Piece("Hel"));
            await read.Task.WaitAsync(Guard);
            await BreakAsync(context, end);
        });
        using var http = Http();
        using var client = new ChatClient(http, Options);
        await using var chunks = client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();

        read.SetResult();

        var failure = await FailAsync<ChatConnectionException>(async () => await chunks.MoveNextAsync());
        failure.Kind.Should().Be(ChatConnectionErrorKind.Reset);
        failure.Partial!.Text.Should().Be("Hel");
        failure.Attempts.Should().Be(1);
        _requests.Should().Be(1);
    }

    [Test]
    [Fault(76, "HTTP/2: the server sends GOAWAY in the middle of an answer", "the answer; the next call uses a new connection", Retried = "not needed", Kept = "all")]
    public async Task Row_76_answer_is_received_in_full_despite_goaway_and_the_next_call_uses_a_new_connection()
    {
        using var begun = new SemaphoreSlim(0);
        await using var server = await StartAsync(async context =>
        {
            await SendAsync(context, Piece("Hel"));
            await begun.WaitAsync(context.RequestAborted);
            Feature<IConnectionLifetimeNotificationFeature>(context).RequestClose();
            await AnswerAsync(context, "lo");
        });
        using var http = Http();
        using var client = new ChatClient(http, Options);

        for (var call = 1; call <= 2; call++)
        {
            var text = "";
            await foreach (var chunk in client.CreateStreamAsync("Hi", cancellationToken: Guard))
            {
                text += chunk.Text;
                if (chunk.Text == "Hel")
                {
                    begun.Release();
                }
            }

            text.Should().Be("Hello");
            server.Connections.Should().Be(call);
        }
    }

    private static HttpClient Http() => new()
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static T Feature<T>(HttpContext context)
        where T : notnull => context.Features.GetRequiredFeature<T>();

    private static Task BreakAsync(HttpContext context, Action<HttpContext> end)
    {
        end(context);
        return Task.CompletedTask;
    }

    private static async Task AnswerAsync(HttpContext context, params string[] texts)
    {
        foreach (var text in texts)
        {
            await SendAsync(context, Piece(text));
        }

        await SendAsync(context, "[DONE]");
    }

    private static async Task SendAsync(HttpContext context, string data)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        await context.Response.WriteAsync($"data: {data}\n\n", Guard);
        await context.Response.Body.FlushAsync(Guard);
    }

    private async Task<KestrelHost> StartAsync(RequestDelegate answer)
    {
        var server = await KestrelHost.StartAsync(listen => listen.Protocols = HttpProtocols.Http2, CountAsync, Guard);
        Options.BaseAddress = $"http://{server.Authority}/v1";
        return server;

        Task CountAsync(HttpContext context)
        {
            Interlocked.Increment(ref _requests);
            return answer(context);
        }
    }
}
