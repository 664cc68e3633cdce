using System.Text.Json;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests messages in the form that every server accepts.</summary>
[TestFixture]
public sealed class PortableMessageTests : FakeServerTest
{
    private static IEnumerable<TestCaseData> Messages =>
    [
        new("""{"role":"assistant","content":"Hi","reasoning_content":"Hm.","reasoning_details":[{"type":"reasoning.text","signature":"s"}],"x_vendor":1,"annotations":[{"type":"url_citation"}]}""", """{"role":"assistant","content":"Hi"}"""),
        new("""{"role":"assistant","content":null,"reasoning":"Hm."}""", """{"role":"assistant","content":""}"""),
        new("""{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"s"},{"type":"text","text":"Hi","cache_control":{}}]}""", """{"role":"assistant","content":"Hi"}"""),
        new("""{"role":"assistant","content":null,"refusal":"No."}""", """{"role":"assistant","content":"No."}"""),
        new("""{"role":"assistant","content":null,"audio":{"id":"au","data":"AAAA","transcript":"Hi"}}""", """{"role":"assistant","content":"Hi"}"""),
        new("""{"role":"assistant","tool_calls":[{"index":0,"id":"abcDEF123","type":"function","function":{"name":"w","arguments":""},"extra_content":{"signature":"s"}}]}""", """{"role":"assistant","tool_calls":[{"id":"abcDEF123","type":"function","function":{"name":"w","arguments":"{}"}}]}"""),
        new("""{"role":"developer","content":"Be kind.","name":"boss"}""", """{"role":"system","content":"Be kind."}"""),
        new("""{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low","x":1}}]}""", """{"role":"user","content":[{"type":"text","text":"What?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}}]}"""),
        new("""{"role":"tool","content":"snow","tool_call_id":"abcDEF123","x":1}""", """{"role":"tool","content":"snow","tool_call_id":"abcDEF123"}"""),
    ];

    [TestCaseSource(nameof(Messages))]
    public void Portable_message_has_only_fields_that_every_server_accepts(string message, string portable) =>
        JsonAssert.AreEqual(portable, JsonSerializer.SerializeToElement(JsonSerializer.Deserialize<ChatMessage>(message)!.ToPortable()));

    [TestCase("call_abcdefghijklmnopqrstuvwxyz0123456789_long_id")]
    [TestCase("functions.w:0")]
    [TestCase("a")]
    public void Portable_tool_call_and_its_result_have_the_same_id_of_nine_letters_or_digits(string id)
    {
        var call = new ChatMessage { Role = ChatRole.Assistant, ToolCalls = [new() { Id = id, Function = new() { Name = "w" } }] }.ToPortable();
        var result = ChatMessage.Tool(id, "snow").ToPortable();

        call.ToolCalls![0].Id.Should().MatchRegex("^[a-zA-Z0-9]{9}$").And.Be(result.ToolCallId);
    }

    [Test]
    public void Legacy_function_call_and_its_result_become_a_tool_call_and_its_result()
    {
        var call = new ChatMessage { Role = ChatRole.Assistant, FunctionCall = new() { Name = "w", Arguments = "{}" } }.ToPortable();
        var result = new ChatMessage { Role = ChatRole.Function, Name = "w", Content = "snow" }.ToPortable();

        result.Role.Should().Be(ChatRole.Tool);
        call.ToolCalls.Should().ContainSingle().Which.Id.Should().Be(result.ToolCallId);
    }

    [TestCase("""{"type":"image_url","image_url":{}}""", "an image without a URL")]
    [TestCase("""{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}""", "'input_audio'")]
    [TestCase("""{"type":"file","file":{"file_id":"f"}}""", "'file'")]
    public void Exception_names_a_part_that_is_not_portable(string part, string what)
    {
        var conversation = new ChatConversation(Client, "Be kind.");
        conversation.Add(JsonSerializer.Deserialize<ChatMessage>($$"""{"role":"user","content":[{"type":"text","text":"Look"},{{part}}]}""")!);

        conversation.Invoking(history => history.ToPortable()).Should().Throw<InvalidOperationException>().WithMessage($"messages[1].content[1]*{what}*");
    }

    [Test]
    public async Task Portable_messages_can_be_sent_and_the_conversation_remains_unchanged()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi","reasoning_content":"Hm."},"finish_reason":"stop"}]}""").AnswersJson(Hi);
        var conversation = new ChatConversation(Client);
        await conversation.SendAsync("Hi", cancellationToken: Guard);

        await Client.CreateAsync(_hello with { Messages = conversation.ToPortable() }, cancellationToken: Guard);

        JsonAssert.AreEqual("""[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hi"}]""", Server.Requests[1].Json!.Value.GetProperty("messages"));
        conversation.Messages[1].Reasoning.Should().Be("Hm.");
    }
}
