using System.Text.Json;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that messages are sent back in a form that servers accept.</summary>
[TestFixture]
public sealed class SentHistoryTests : FakeServerTest
{
    private const string _call = """{"id":"a","type":"function","function":{"name":"w","arguments":"{}"}}""";

    private static IEnumerable<TestCaseData> Received =>
    [
        new("""{"role":"assistant","content":null}""", """{"role":"assistant","content":""}"""),
        new("""{"role":"assistant"}""", """{"role":"assistant","content":""}"""),
        new("""{"role":"assistant","content":""}""", """{"role":"assistant","content":""}"""),
        new("""{"role":"assistant","content":null,"reasoning_content":"Hm."}""", """{"role":"assistant","content":"","reasoning_content":"Hm."}"""),
        new("""{"role":"assistant","content":null,"reasoning":"Hm."}""", """{"role":"assistant","content":"","reasoning":"Hm."}"""),
        new($$"""{"role":"assistant","content":null,"tool_calls":[{{_call}}]}""", $$"""{"role":"assistant","content":null,"tool_calls":[{{_call}}]}"""),
        new($$"""{"role":"assistant","tool_calls":[{{_call}}]}""", $$"""{"role":"assistant","content":null,"tool_calls":[{{_call}}]}"""),
        new($$"""{"role":"assistant","content":"Wait.","tool_calls":[{{_call}}]}""", $$"""{"role":"assistant","content":"Wait.","tool_calls":[{{_call}}]}"""),
        new("""{"role":"assistant","content":"Hi","tool_calls":[]}""", """{"role":"assistant","content":"Hi"}"""),
        new("""{"role":"assistant","content":null,"function_call":{"name":"w","arguments":"{}"}}""", """{"role":"assistant","content":null,"function_call":{"name":"w","arguments":"{}"}}"""),
        new("""{"role":"assistant","content":null,"audio":{"id":"au","data":"AAAA","transcript":"Hi","expires_at":9,"x":1}}""", """{"role":"assistant","audio":{"id":"au"}}"""),
        new("""{"role":"assistant","content":null,"audio":{"data":"AAAA","transcript":"Hi"}}""", """{"role":"assistant","content":"Hi"}"""),
    ];

    [TestCaseSource(nameof(Received))]
    public async Task Received_message_is_sent_back_in_an_accepted_form(string received, string sent)
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{{received}},"finish_reason":"stop"}]}""").AnswersJson(Hi);
        var answer = await Client.CreateAsync(_hello, cancellationToken: Guard);

        await Client.CreateAsync(_hello with { Messages = [.. _hello.Messages, answer.Message!, ChatMessage.User("And?")] }, cancellationToken: Guard);

        JsonAssert.AreEqual(sent, Sent(1)[1]);
    }

    [TestCaseSource(nameof(Received))]
    public async Task Conversation_sends_a_received_message_back_in_an_accepted_form(string received, string sent)
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{{received}},"finish_reason":"stop"}]}""").AnswersJson(Hi);
        var conversation = new ChatConversation(Client);
        await conversation.SendAsync("Hi", cancellationToken: Guard);

        await conversation.SendAsync("And?", cancellationToken: Guard);

        JsonAssert.AreEqual(sent, Sent(1)[1]);
    }

    [Test]
    public async Task Tool_result_in_a_run_has_the_name_of_the_called_tool()
    {
        Server.AnswersJson($$"""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{{_call}}]},"finish_reason":"tool_calls"}]}""").AnswersJson(Hi);

        await Client.RunToolsAsync(_hello with { Tools = [ChatTool.FromDelegate(() => "snow", name: "w")] }, cancellationToken: Guard);

        JsonAssert.AreEqual("""{"role":"tool","content":"snow","name":"w","tool_call_id":"a"}""", Sent(1)[2]);
    }

    [Test]
    public async Task Tool_result_gets_the_name_of_the_called_tool_unless_it_already_has_a_name()
    {
        var calls = new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new() { Id = "a", Function = new() { Name = "w" } }, new() { Id = "b", Custom = new() { Name = "c", Input = "x" } }] };

        await Client.CreateAsync(_hello with { Messages = [calls, ChatMessage.Tool("a", "1"), ChatMessage.Tool("b", "2"), ChatMessage.Tool("z", "3"), ChatMessage.Tool("a", "4") with { Name = "own" }] }, cancellationToken: Guard);

        Sent(0).Skip(1).Select(message => message.TryGetProperty("name", out var name) ? name.GetString() : null).Should().Equal("w", "c", null, "own");
        Sent(0)[0].GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("type").GetString()).Should().Equal("function", "custom");
    }

    [TestCase("user")]
    [TestCase("assistant")]
    [TestCase("tool")]
    public async Task Reasoning_that_was_separated_from_the_text_is_not_sent(string role)
    {
        var message = new ChatMessage { Role = role, Content = "Hi", ToolCallId = "a", SeparatedReasoning = "Hm." };

        await Client.CreateAsync(_hello with { Messages = [message] }, cancellationToken: Guard);

        Sent(0)[0].TryGetProperty("separated_reasoning", out _).Should().BeFalse();
    }

    [Test]
    public async Task Missing_type_is_added_if_it_is_unambiguous()
    {
        await Client.CreateAsync(
            _hello with
            {
                Tools = [new() { Function = new() { Name = "f" } }, new() { Custom = new() { Name = "c" } }, new() { Type = "web_search" }, new()],
                ResponseFormat = new() { JsonSchema = new() { Name = "s" } },
                Prediction = new() { Content = "Hi" },
            },
            cancellationToken: Guard);

        var sent = Server.Requests[0].Json!.Value;
        JsonAssert.AreEqual("""[{"type":"function","function":{"name":"f"}},{"type":"custom","custom":{"name":"c"}},{"type":"web_search"},{}]""", sent.GetProperty("tools"));
        JsonAssert.AreEqual("""{"type":"json_schema","json_schema":{"name":"s"}}""", sent.GetProperty("response_format"));
        JsonAssert.AreEqual("""{"type":"content","content":"Hi"}""", sent.GetProperty("prediction"));
    }

    [Test]
    public async Task Messages_passed_by_the_caller_are_not_changed()
    {
        var message = new ChatMessage { Role = ChatRole.Assistant };
        List<ChatMessage> messages = [message];

        await Client.CreateAsync(_hello with { Messages = messages }, cancellationToken: Guard);

        messages.Should().Equal(message);
        message.Content.Should().BeNull();
    }

    private List<JsonElement> Sent(int request) => [.. Server.Requests[request].Json!.Value.GetProperty("messages").EnumerateArray()];
}
