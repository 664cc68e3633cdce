using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Extensions.AI.Tests;

/// <summary>A fake server for each test, and a client of it behind Microsoft's interface; 30 seconds are the guard against hanging.</summary>
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

    /// <summary>Asks with these messages and options, and gives the body that reached the server.</summary>
    protected async Task<JsonElement> SendAsync(ChatOptions? options, params AIMessage[] messages)
    {
        Server.AnswersText("Hi");
        await Chat.GetResponseAsync(messages.Length > 0 ? messages : [new AIMessage(AIRole.User, "Hi")], options, Guard);
        return Server.Requests[^1].Json!.Value;
    }

    /// <summary>Sends these contents in one message, and gives the messages that reached the server, as JSON.</summary>
    protected async Task<string> SendAsync(AIRole role, params AIContent[] contents) =>
        (await SendAsync(null, new AIMessage(role, contents))).GetProperty("messages").GetRawText();

    /// <summary>Asks, and gives what the server's answer becomes.</summary>
    protected async Task<ChatResponse> AskAsync(string answer, ChatOptions? options = null)
    {
        Server.AnswersJson(answer);
        return await Chat.GetResponseAsync("Hi", options, Guard);
    }

    /// <summary>Asks for a stream, and gives the updates that the server's events become.</summary>
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
