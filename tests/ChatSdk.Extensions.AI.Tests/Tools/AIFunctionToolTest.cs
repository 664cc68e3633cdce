using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Extensions.AI.Tests.Tools;

/// <summary>Provides a method that runs a tool for one tool call from the fake server, with or without streaming.</summary>
public abstract class AIFunctionToolTest : AdapterTest
{
    /// <summary>Runs the tool with the given arguments, and returns the message with its result.</summary>
    protected async Task<ChatMessage> CallAsync(ChatTool tool, string arguments = "{}", ChatToolRunOptions? options = null, bool streamed = false, CancellationToken? cancellationToken = null)
    {
        Server.Answers(FakeAnswer.ToolCall(tool.Name!, arguments)).AnswersText("Done");
        var run = await RunAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], Tools = [tool] }, options, streamed, cancellationToken ?? Guard);
        run.Text.Should().Be("Done");
        return run.Messages[2];
    }

    /// <summary>Returns the content of the tool result that the server received, as JSON.</summary>
    protected JsonElement SentResult() => Server.Requests[^1].Json!.Value.GetProperty("messages")[2].GetProperty("content");

    private async Task<ChatToolRun> RunAsync(ChatCompletionRequest request, ChatToolRunOptions? options, bool streamed, CancellationToken cancellationToken)
    {
        if (!streamed)
        {
            return await Client.RunToolsAsync(request, options, cancellationToken: cancellationToken);
        }

        ChatToolRun? run = null;
        await foreach (var step in Client.RunToolsStreamAsync(request, options, cancellationToken: cancellationToken))
        {
            run = step.Run;
        }

        return run!;
    }
}
