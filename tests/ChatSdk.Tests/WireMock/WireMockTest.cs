using ChatSdk.Tests.Wire;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace ChatSdk.Tests.WireMock;

/// <summary>Provides each test with a WireMock.Net server and a client that does not retry, to test with a server other than <c>FakeChatServer</c>.</summary>
[Category("WireMock")]
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class WireMockTest : IDisposable
{
    private readonly Lazy<ChatClient> _client;

    protected WireMockTest()
    {
        // Without an address, the server would listen on all network interfaces.
        Server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });
        Options = new ChatClientOptions { BaseAddress = $"{Server.Url}/v1", Model = "m", MaxRetries = 0, RetryDelay = TimeSpan.FromMilliseconds(1) };
        _client = new(() => new ChatClient(Options));
    }

    protected WireMockServer Server { get; }

    /// <summary>Gets the options for <see cref="Client"/>. Change them before using the client for the first time.</summary>
    protected ChatClientOptions Options { get; }

    protected ChatClient Client => _client.Value;

    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _client.IsValueCreated)
        {
            Client.Dispose();
        }

        Server.Dispose();
    }

    /// <summary>Matches all chat requests, or those for a given model.</summary>
    protected static IRequestBuilder Chat(string? model = null)
    {
        var request = Request.Create().WithPath("/v1/chat/completions").UsingPost();
        return model is null ? request : request.WithBody(new JsonPartialMatcher(new { model }));
    }

    /// <summary>Responds with a capture: the exact body, status and headers that a server sent.</summary>
    protected static IResponseBuilder Capture(string name) => Capture(WireFixture.Load(name));

    private protected static IResponseBuilder Capture(WireFixture fixture) => fixture.Headers.Aggregate(
        Response.Create().WithStatusCode(fixture.Status).WithBody(fixture.Body),
        (response, header) => response.WithHeader(header.Key, header.Value));

    // WithBodyAsJson would omit null properties.
    protected static IResponseBuilder Json(string body, int status = 200) =>
        Response.Create().WithStatusCode(status).WithHeader("Content-Type", "application/json").WithBody(body);

    protected static IResponseBuilder Text(string text) =>
        Json($$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}","refusal":null},"finish_reason":"stop"}]}""");
}
