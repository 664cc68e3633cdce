using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Tools;

/// <summary>Base class of the tool tests. Provides answers that call tools, and starts runs with or without streaming.</summary>
public abstract class ToolTest : ClientTest
{
    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

    protected static ChatTool Upper { get; } = ChatTool.FromDelegate((string text) => text.ToUpperInvariant(), name: "upper");

    protected static ChatCompletionRequest RequestWith(params ChatTool[] tools) =>
        new() { Messages = [ChatMessage.User("Hi")], Tools = ChatToolset.FromTools(tools) };

    /// <summary>Creates a complete or streamed answer that calls the tools.</summary>
    protected static FakeAnswer Calls(bool streamed, params (string? Id, string Name, string Arguments)[] calls) =>
        Answer(streamed, new JsonObject { ["tool_calls"] = new JsonArray([.. calls.Select((call, index) => Call(call, index))]) }, "tool_calls");

    protected static FakeAnswer Answer(bool streamed, JsonObject message, string finish)
    {
        message["role"] = "assistant";
        const string Usage = """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}""";
        return streamed
            ? FakeAnswer.Events($$"""{"id":"c","choices":[{"index":0,"delta":{{message.ToJsonString()}}}]}""", $$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{finish}}"}],"usage":{{Usage}}}""", "[DONE]")
            : FakeAnswer.Json($$"""{"id":"c","choices":[{"index":0,"message":{{message.ToJsonString()}},"finish_reason":"{{finish}}"}],"usage":{{Usage}}}""");
    }

    /// <summary>Runs the tools, with or without streaming.</summary>
    protected async Task<ChatToolRun> RunAsync(bool streamed, ChatCompletionRequest request, ChatToolRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!streamed)
        {
            return await Client.RunToolsAsync(request, options, cancellationToken: cancellationToken);
        }

        ChatToolRun? run = null;
        await foreach (var step in Client.RunToolsStreamAsync(request, options, cancellationToken: cancellationToken))
        {
            run.Should().BeNull("the run must be the last update");
            run = step.Run;
        }

        return run!;
    }

    protected JsonElement Sent(int request) => Server.Requests[request].Json!.Value;

    /// <summary>Returns the tool results in a request, in order.</summary>
    protected IEnumerable<string> Results(int request) => Sent(request).GetProperty("messages").EnumerateArray()
        .Where(message => message.GetProperty("role").GetString() is "tool" or "function")
        .Select(message => message.GetProperty("content").GetString()!);

    private static JsonObject Call((string? Id, string Name, string Arguments) call, int index) => new()
    {
        ["index"] = index,
        ["id"] = call.Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
    };
}
