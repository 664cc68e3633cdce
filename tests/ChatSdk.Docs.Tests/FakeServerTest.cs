using System.ClientModel;
using ChatSdk.Testing;
using OpenAI;
using Official = OpenAI.Chat;

namespace ChatSdk.Docs.Tests;

/// <summary>Provides each test with a fake server, a ChatSdk client, a client from the OpenAI package, and a timeout of 30 seconds.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class FakeServerTest
{
    protected FakeChatServer Server { get; private set; } = null!;

    protected ChatClient Client { get; private set; } = null!;

    private protected Official.ChatClient OfficialClient { get; private set; } = null!;

    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        Server = await FakeChatServer.StartAsync(Guard);
        Client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress, Model = "m", RetryDelay = TimeSpan.FromMilliseconds(1) });
        OfficialClient = new Official.ChatClient("m", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = new Uri(Server.BaseAddress) });
    }

    [TearDown]
    public async Task StopAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
