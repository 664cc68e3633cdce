using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Tests.Tools;

/// <summary>Every capture of a server that calls tools, as the first answer of a run.</summary>
[TestFixture]
public sealed class ToolFixtureTests : ToolTest
{
    private static IEnumerable<string> All => WireFixture.All().Select(fixture => fixture.Name).Where(name => name.Contains("tool", StringComparison.Ordinal));

    [TestCaseSource(nameof(All))]
    public async Task Captured_calls_are_run_and_answered(string name)
    {
        var fixture = WireFixture.Load(name);
        var expected = fixture.Expected.GetProperty("tool_calls").EnumerateArray().ToList();
        List<ChatToolCall> ran = [];
        var tools = expected.Select(call => call.GetProperty("name").GetString()!).Distinct(StringComparer.Ordinal).Select(function => Noting(function, ran));
        Server.Answers(FakeAnswer.Bytes(fixture.Body, fixture.Headers["content-type"])).AnswersText("Done");

        var run = await RunAsync(fixture.IsStream, Ask([.. tools]), new ChatToolRunOptions { MaxParallelCalls = 1 }, Guard);

        run.Text.Should().Be("Done");
        ran.Should().HaveCount(expected.Count);
        var messages = Sent(1).GetProperty("messages").EnumerateArray().ToList();
        var asked = messages[1].GetProperty("tool_calls").EnumerateArray().ToList();
        for (var place = 0; place < expected.Count; place++)
        {
            var call = expected[place];
            ran[place].Function!.Arguments.Should().Be(call.GetProperty("arguments").GetString());
            asked[place].GetProperty("function").GetProperty("arguments").GetString().Should().Be(call.GetProperty("arguments").GetString());
            asked[place].GetProperty("id").GetString().Should().NotBeNullOrEmpty().And.Be(call.TryGetProperty("id", out var id) ? id.GetString() : ran[place].Id);
            JsonAssert.AreEqual(Result(asked[place].GetProperty("id"), call.GetProperty("name")), messages[2 + place]);
        }
    }

    [Test]
    public async Task Vendors_fields_of_a_call_go_back()
    {
        Server.Answers(FakeAnswer.Bytes(WireFixture.Load("gemini-chat-tool-empty-id").Body, "application/json")).AnswersText("Done");

        await Client.RunToolsAsync(Ask(Noting("get_current_time", [])), cancellationToken: Guard);

        Sent(1).GetProperty("messages")[1].GetProperty("extra_content").GetProperty("google").GetProperty("thought_signature").GetString().Should().Be("AVSo");
    }

    private static JsonElement Result(JsonElement id, JsonElement name) =>
        JsonElement.Parse($$"""{"role":"tool","name":{{name.GetRawText()}},"tool_call_id":{{id.GetRawText()}},"content":"did {{name.GetString()}}"}""");

    private static ChatTool Noting(string name, List<ChatToolCall> ran) => ChatTool.CreateFunction(name).WithHandler((call, _) =>
    {
        ran.Add(call);
        return ValueTask.FromResult($"did {name}");
    });
}
