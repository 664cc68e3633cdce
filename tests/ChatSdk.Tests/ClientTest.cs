using ChatSdk.Testing;

namespace ChatSdk.Tests;

/// <summary>Provides each test with a fake server, a client for it, and a timeout of 30 seconds.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class ClientTest
{
    protected const string Hi = """{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";
    protected const string Finish = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    private readonly List<ChatClient> _clients = [];

    protected FakeChatServer Server { get; private set; } = null!;

    /// <summary>Gets the options of <see cref="Client"/>. Change them before using the client for the first time.</summary>
    protected ChatClientOptions Options { get; private set; } = null!;

    protected ChatClient Client => _clients.FirstOrDefault() ?? NewClient(Options);

    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        Server = await FakeChatServer.StartAsync(Guard);
        Options = new ChatClientOptions { BaseAddress = Server.BaseAddress, Model = "m" };
    }

    [TearDown]
    public async Task StopAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
    }

    protected ChatClient NewClient(ChatClientOptions options)
    {
        var client = new ChatClient(options);
        _clients.Add(client);
        return client;
    }

    /// <summary>Creates the JSON of a chunk with some text.</summary>
    protected static string Piece(string text, int index = 0) => $$$"""{"choices":[{"index":{{{index}}},"delta":{"content":"{{{text}}}"}}]}""";

    /// <summary>Reads a stream to its end and returns its chunks.</summary>
    protected static async Task<IReadOnlyList<T>> CollectAsync<T>(IAsyncEnumerable<T> chunks)
    {
        List<T> all = [];
        await foreach (var chunk in chunks.WithCancellation(Guard))
        {
            all.Add(chunk);
        }

        return all;
    }

    /// <summary>Reads a stream to its end and returns its text.</summary>
    protected static async Task<string> ReadAsync(IAsyncEnumerable<ChatCompletionChunk> chunks)
    {
        var text = "";
        await foreach (var chunk in chunks.WithCancellation(Guard))
        {
            text += chunk.Text;
        }

        return text;
    }

    /// <summary>Reads a stream that must fail, and returns the exception and the text that was received before it.</summary>
    protected async Task<(string Text, ChatException Failure)> ReadBrokenAsync()
    {
        var text = "";
        try
        {
            await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
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
