using System.Text.Json;
using WireMock.Matchers;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests a tool call, from the model's request to the answer that uses the result of the tool.</summary>
[TestFixture]
public sealed class ToolTests : WireMockTest
{
    [Test]
    public async Task RunTools_sends_the_tool_result_and_returns_the_answer()
    {
        Server.Given(Chat().WithBody(new JsonPathMatcher("$.messages[?(@.tool_call_id == 'call_abc123')]"))).AtPriority(1).RespondWith(Text("It is 12 °C."));
        Server.Given(Chat().WithBody(new JsonPathMatcher("$.tools[0].function"))).AtPriority(2).RespondWith(Capture("openai-chat-tool-call"));
        string? arguments = null;
        var tool = ChatTool.CreateFunction("get_current_weather", "Gets the weather", JsonElement.Parse("""{"type":"object","properties":{"location":{"type":"string"}}}"""))
            .WithHandler((call, _) =>
            {
                arguments = call.Function!.Arguments;
                return ValueTask.FromResult("12 °C");
            });

        var run = await Client.RunToolsAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("How warm is it in Boston?")], Tools = [tool] }, cancellationToken: Guard);

        run.Text.Should().Be("It is 12 °C.");
        arguments.Should().Be("{\n\"location\": \"Boston, MA\"\n}");
        Server.LogEntries.Should().HaveCount(2);
        using var sent = JsonDocument.Parse(Server.LogEntries[^1].RequestMessage!.Body!);
        var messages = sent.RootElement.GetProperty("messages");
        messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()).Should().Equal("user", "assistant", "tool");
        messages[2].GetProperty("content").GetString().Should().Be("12 °C");
    }
}
