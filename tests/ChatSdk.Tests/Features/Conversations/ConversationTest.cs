using ChatSdk.Testing;

namespace ChatSdk.Tests.Conversations;

/// <summary>What the tests of conversations have in common: answers with costs, calls of tools, and what is in the conversation.</summary>
public abstract class ConversationTest : FakeServerTest
{
    protected const string Usage = """{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}""";

    /// <summary>A call of the tool <c>add</c>.</summary>
    protected const string Call = """{"index":0,"id":"call_1","type":"function","function":{"name":"add","arguments":"{\"a\":1,\"b\":2}"}}""";

    protected static FakeAnswer Said(string text, string finishReason = "stop") => FakeAnswer.Json(
        $$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"{{{text}}}"},"finish_reason":"{{{finishReason}}}"}],"usage":{{{Usage}}}}""");

    protected static FakeAnswer Calls() => FakeAnswer.Json(
        $$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{{{Call}}}]},"finish_reason":"tool_calls"}],"usage":{{{Usage}}}}""");

    protected static FakeAnswer StreamedCalls() => FakeAnswer.Events(
        $$$"""{"choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{{{Call}}}]}}]}""",
        $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":{{{Usage}}}}""",
        "[DONE]");

    protected static FakeAnswer StreamedText(params string[] pieces) => FakeAnswer.Events([.. pieces.Select(piece => Piece(piece)), FinishWithUsage("stop"), "[DONE]"]);

    protected static string FinishWithUsage(string reason) => $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}],"usage":{{{Usage}}}}""";

    /// <summary>Gives a tool that adds, and does something else before.</summary>
    private protected static ChatTool Adder(Func<CancellationToken, Task>? before = null) => ChatTool.FromDelegate(
        async (int a, int b, CancellationToken cancellationToken) =>
        {
            await (before?.Invoke(cancellationToken) ?? Task.CompletedTask);
            return a + b;
        },
        name: "add");

    private protected static ChatCompletionRequest With(params ChatTool[] tools) => new() { Messages = [], Tools = [.. tools] };

    /// <summary>Gives the messages in short: <c>user:Hi assistant:add() tool:3</c>.</summary>
    protected static string Short(ChatConversation conversation) => string.Join(' ', conversation.Messages.Select(message =>
        $"{message.Role}:{message.Text}{string.Concat(message.ToolCalls?.Select(call => $"{call.Function?.Name}()") ?? [])}"));

    protected static IEnumerable<string> SentRoles(FakeRequest request) =>
        request.Json!.Value.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString()!);

    /// <summary>Asks in either form, and reads the answer to its end.</summary>
    protected static async Task<string> AskAsync(ChatConversation conversation, string question, bool streamed, CancellationToken cancellationToken = default)
    {
        if (!streamed)
        {
            return (await conversation.SendAsync(question, cancellationToken: cancellationToken)).Text;
        }

        var text = "";
        await foreach (var chunk in conversation.SendStreamAsync(question, cancellationToken: cancellationToken))
        {
            text += chunk.Text;
        }

        return text;
    }
}
