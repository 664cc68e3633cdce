using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Extensions.AI.Tests;

/// <summary>Provides each test with a fake server, an <c>IChatClient</c> for it, and a timeout of 30 seconds.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class AdapterTest
{
    protected FakeChatServer Server { get; private set; } = null!;

    protected ChatClient Client { get; private set; } = null!;

    protected IChatClient Chat { get; private set; } = null!;

    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task StartAsync()
    {
        Server = await FakeChatServer.StartAsync(Guard);
        Client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress, Model = "m", MaxRetries = 0 });
        Chat = Client.AsIChatClient();
    }

    [TearDown]
    public async Task StopAsync()
    {
        Chat.Dispose();
        Client.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>Sends the messages and options, and returns the body that the server received.</summary>
    protected async Task<JsonElement> SendAsync(ChatOptions? options, params AIMessage[] messages)
    {
        Server.AnswersText("Hi");
        await Chat.GetResponseAsync(messages.Length > 0 ? messages : [new AIMessage(AIRole.User, "Hi")], options, Guard);
        return Server.Requests[^1].Json!.Value;
    }

    /// <summary>Sends the contents in one message, and returns the messages that the server received, as JSON.</summary>
    protected async Task<string> SendAsync(AIRole role, params AIContent[] contents) =>
        (await SendAsync(null, new AIMessage(role, contents))).GetProperty("messages").GetRawText();

    /// <summary>Sends a request that the server answers with the given JSON, and returns the response.</summary>
    protected async Task<ChatResponse> GetResponseAsync(string answer, ChatOptions? options = null)
    {
        Server.AnswersJson(answer);
        return await Chat.GetResponseAsync("Hi", options, Guard);
    }

    /// <summary>Requests a stream, to which the server responds with the given events, and returns the updates.</summary>
    protected async Task<IReadOnlyList<ChatResponseUpdate>> StreamAsync(ChatOptions? options, params string[] events)
    {
        Server.Answers(FakeAnswer.Events([.. events, "[DONE]"]));
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in Chat.GetStreamingResponseAsync("Hi", options, Guard))
        {
            updates.Add(update);
        }

        return updates;
    }
}
