namespace ChatSdk.Testing.Tests;

/// <summary>Provides each test with a fake server, a client without retries, and a timeout of 30 seconds.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class ClientTest
{
    private readonly List<IAsyncDisposable> _servers = [];
    private readonly List<ChatClient> _clients = [];

    protected FakeChatServer Server { get; private set; } = null!;

    protected ChatClient Client { get; private set; } = null!;

    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        Server = await FakeChatServer.StartAsync(Guard);
        Client = NewClient(Server);
    }

    [TearDown]
    public async Task StopAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        try
        {
            await Server.DisposeAsync();
        }
        catch (FakeVerificationException)
        {
            // Tests that expect a failed verification check it themselves.
        }
    }

    protected ChatClient NewClient(FakeChatServer server, string? key = null)
    {
        var client = new ChatClient(new ChatClientOptions { BaseAddress = server.BaseAddress, ApiKey = key, Model = "m", MaxRetries = 0 });
        _clients.Add(client);
        return client;
    }

    /// <summary>Returns the server, which is disposed at the end of the test.</summary>
    protected FakeChatServer DisposeLater(FakeChatServer server)
    {
        _servers.Add(server);
        return server;
    }

    /// <summary>Reads a stream that must fail, and returns the exception and the text that was received before it.</summary>
    protected Task<(string Text, ChatException Failure)> ReadBrokenAsync(string prompt) => ReadBrokenAsync(Client, prompt);

    protected static async Task<(string Text, ChatException Failure)> ReadBrokenAsync(ChatClient client, string prompt)
    {
        var text = "";
        try
        {
            await foreach (var chunk in client.CreateStreamAsync(prompt, cancellationToken: Guard))
            {
                text += chunk.Text;
            }
        }
        catch (ChatException failure)
        {
            return (text, failure);
        }

        throw new AssertionException($"The stream ended without an error after \"{text}\".");
    }
}
