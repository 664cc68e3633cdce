using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Testing.Tests;

/// <summary>Starts a fake server and a plain <see cref="HttpClient"/> for each test; a timeout of 30 seconds guards against hanging.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class ServerTest
{
    protected const string Hello = """{"model":"m","messages":[{"role":"user","content":"hello big world"}]}""";

    protected FakeChatServer Server { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    protected string ChatAddress => Server.BaseAddress + "/chat/completions";

    [SetUp]
    public async Task StartAsync()
    {
        Server = await FakeChatServer.StartAsync(Guard);
        // With the default drain timeout, a response that is disposed early would hold its connection for two seconds.
        var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        Client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    [TearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    protected Task<HttpResponseMessage> PostAsync(string json, string path = "/chat/completions") =>
        Client.PostAsync(Server.BaseAddress + path, JsonBody(json), Guard);

    /// <summary>Sends a request, and returns the response as soon as its headers have been received.</summary>
    protected async Task<HttpResponseMessage> OpenAsync(string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ChatAddress) { Content = JsonBody(json) };
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    protected async Task<JsonElement> SendForJsonAsync(string json, string path = "/chat/completions")
    {
        using var response = await PostAsync(json, path);
        return await JsonOfAsync(response);
    }

    protected async Task<string[]> SendForEventsAsync(string json, string path = "/chat/completions")
    {
        using var response = await PostAsync(json, path);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        var body = await response.Content.ReadAsStringAsync(Guard);
        return [.. body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line["data: ".Length..])];
    }

    protected static async Task<JsonElement> JsonOfAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(Guard));
    }

    private static StringContent JsonBody(string json) =>
        new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
