using ChatSdk.Testing;

namespace ChatSdk.Tests;

/// <summary>A fake server and a client that asks it once, for each test; 30 seconds are the guard against hanging.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class FakeServerTest
{
    private protected static readonly ChatCompletionRequest _hello = new() { Model = "m", Messages = [ChatMessage.User("Hi")] };

    protected FakeChatServer Server { get; private set; } = null!;

    protected ChatClient Client { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        Server = await FakeChatServer.StartAsync(TestContext.CurrentContext.CancellationToken);
        Client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress, MaxRetries = 0 });
    }

    [TearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }

    protected async Task<IReadOnlyList<ChatCompletionChunk>> StreamAsync(ChatCompletionRequest request)
    {
        List<ChatCompletionChunk> chunks = [];
        await foreach (var chunk in Client.CreateStreamAsync(request))
        {
            chunks.Add(chunk);
        }

        return chunks;
    }
}
