using ChatSdk.Testing;

namespace ChatSdk.Tests.Conversations;

/// <summary>Base class of the conversation tests. Provides answers with text or with tool calls. All of them report token usage.</summary>
public abstract class ConversationTest : FakeServerTest
{
    protected const string Usage = """{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}""";

    /// <summary>A call to the tool <c>add</c>.</summary>
    protected const string Call = """{"index":0,"id":"call_1","type":"function","function":{"name":"add","arguments":"{\"a\":1,\"b\":2}"}}""";

    protected static FakeAnswer Answer(string text, string finishReason = "stop") => FakeAnswer.Json(
        $$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"{{{finishReason}}}"}],"usage":{{{Usage}}}}""");

    protected static FakeAnswer Calls() => FakeAnswer.Json(
        $$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{{{Call}}}]},"finish_reason":"tool_calls"}],"usage":{{{Usage}}}}""");

    protected static FakeAnswer StreamedCalls() => FakeAnswer.Events(
        $$$"""{"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{{{Call}}}]}}]}""",
        $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":{{{Usage}}}}""",
        "[DONE]");

    protected static FakeAnswer StreamedText(params string[] texts) => FakeAnswer.Events([.. texts.Select(text => Piece(text)), FinishWithUsage("stop"), "[DONE]"]);

    protected static string FinishWithUsage(string reason) => $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}],"usage":{{{Usage}}}}""";

    /// <summary>Creates a tool that runs a callback and then adds two numbers.</summary>
    private protected static ChatTool Adder(Func<CancellationToken, Task>? before = null) => ChatTool.FromDelegate(
        async (int a, int b, CancellationToken cancellationToken) =>
        {
            await (before?.Invoke(cancellationToken) ?? Task.CompletedTask);
            return a + b;
        },
        name: "add");

    private protected static ChatCompletionRequest With(params ChatTool[] tools) => new() { Messages = [], Tools = [.. tools] };

    /// <summary>Returns the messages in a short form, such as <c>user:Hi assistant:add() tool:3</c>.</summary>
    protected static string Short(ChatConversation conversation) => string.Join(' ', conversation.Messages.Select(message =>
        $"{message.Role}:{message.Text}{string.Concat(message.ToolCalls?.Select(call => $"{call.Function?.Name}()") ?? [])}"));

    protected static IEnumerable<string> SentRoles(FakeRequest request) =>
        request.Json!.Value.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()!);

    /// <summary>Sends a prompt, with or without streaming, and returns the text of the answer.</summary>
    protected static async Task<string> SendAsync(ChatConversation conversation, string prompt, bool streamed, CancellationToken cancellationToken = default)
    {
        if (!streamed)
        {
            return (await conversation.SendAsync(prompt, cancellationToken: cancellationToken)).Text;
        }

        var text = "";
        await foreach (var chunk in conversation.SendStreamAsync(prompt, cancellationToken: cancellationToken))
        {
            text += chunk.Text;
        }

        return text;
    }
}
