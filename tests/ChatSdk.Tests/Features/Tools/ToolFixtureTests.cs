using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Tools;

/// <summary>Tests runs whose first answer is a captured response with tool calls. Each response is a test case.</summary>
[TestFixture]
public sealed class ToolFixtureTests : ToolTest
{
    private static IEnumerable<string> All => WireFixture.All().Select(fixture => fixture.Name).Where(name => name.Contains("tool", StringComparison.Ordinal));

    [TestCaseSource(nameof(All))]
    public async Task Captured_tool_calls_are_run_and_their_results_are_sent(string name)
    {
        var fixture = WireFixture.Load(name);
        var expected = fixture.Expected.GetProperty("tool_calls").EnumerateArray().ToList();
        List<ChatToolCall> ran = [];
        var tools = expected.Select(call => call.GetProperty("name").GetString()!).Distinct(StringComparer.Ordinal).Select(function => Recording(function, ran));
        Server.Answers(FakeAnswer.Bytes(fixture.Body, fixture.Headers["content-type"])).AnswersText("Done");

        var run = await RunAsync(fixture.IsStream, RequestWith([.. tools]), new ChatToolRunOptions { MaxParallelCalls = 1 }, Guard);

        run.Text.Should().Be("Done");
        ran.Should().HaveCount(expected.Count);
        var messages = Sent(1).GetProperty("messages").EnumerateArray().ToList();
        var sentCalls = messages[1].GetProperty("tool_calls").EnumerateArray().ToList();
        for (var index = 0; index < expected.Count; index++)
        {
            var call = expected[index];
            ran[index].Function!.Arguments.Should().Be(call.GetProperty("arguments").GetString());
            sentCalls[index].GetProperty("function").GetProperty("arguments").GetString().Should().Be(call.GetProperty("arguments").GetString());
            sentCalls[index].GetProperty("id").GetString().Should().NotBeNullOrEmpty().And.Be(call.TryGetProperty("id", out var id) ? id.GetString() : ran[index].Id);
            JsonAssert.AreEqual(Result(sentCalls[index].GetProperty("id"), call.GetProperty("name")), messages[2 + index]);
        }
    }

    [Test]
    public async Task Vendor_specific_fields_in_a_message_with_tool_calls_are_sent_back()
    {
        Server.Answers(FakeAnswer.Bytes(WireFixture.Load("gemini-chat-tool-empty-id").Body, "application/json")).AnswersText("Done");

        await Client.RunToolsAsync(RequestWith(Recording("get_current_time", [])), cancellationToken: Guard);

        Sent(1).GetProperty("messages")[1].GetProperty("extra_content").GetProperty("google").GetProperty("thought_signature").GetString().Should().Be("AVSo");
    }

    private static JsonElement Result(JsonElement id, JsonElement name) =>
        JsonElement.Parse($$"""{"role":"tool","name":{{name.GetRawText()}},"tool_call_id":{{id.GetRawText()}},"content":"did {{name.GetString()}}"}""");

    private static ChatTool Recording(string name, List<ChatToolCall> ran) => ChatTool.CreateFunction(name).WithHandler((call, _) =>
    {
        ran.Add(call);
        return ValueTask.FromResult($"did {name}");
    });
}
