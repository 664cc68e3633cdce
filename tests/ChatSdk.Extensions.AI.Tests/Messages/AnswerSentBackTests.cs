using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Extensions.AI.Tests.Messages;

/// <summary>
/// Tests that an answer is sent back in the form in which it was received, whether it was received as a whole, streamed, or stored as JSON in between.
/// </summary>
[TestFixture]
public sealed class AnswerSentBackTests : AdapterTest
{
    private static readonly string[] _messages =
    [
        """{"role":"assistant","content":"Hi","reasoning_content":"Hm."}""",
        """{"role":"assistant","content":"Hi","reasoning":"Hm."}""",
        """{"role":"assistant","content":"Hi","reasoning":"Hm.","reasoning_details":[{"type":"reasoning.text","text":"Hm.","signature":"s","index":0,"x":1},{"type":"reasoning.encrypted","data":"abc","id":"r1","format":"v1","index":1}]}""",
        """{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}],"closed":true},{"type":"text","text":"Hi"}]}""",
        """{"role":"assistant","reasoning_content":"Hm.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"},"extra_content":{"signature":"s"}}]}""",
        """{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":"}}]}""",
        """{"role":"assistant","tool_calls":[{"id":"c1","type":"custom","custom":{"name":"sql","input":"select 1"}}]}""",
        """{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}""",
        """{"role":"assistant","refusal":"No."}""",
        """{"role":"assistant","content":"Hi","tool_plan":"none"}""",
        """{"role":"assistant","content":"Here","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"},"index":0},{"type":"image_url","image_url":{"url":"https://h/2.png","detail":"auto"},"index":1}]}""",
        """{"role":"assistant","content":[{"type":"text","text":"Here"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}}]}""",
        """{"role":"assistant","content":"","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}""",
    ];

    // When Microsoft.Extensions.AI writes a message as JSON, it deliberately omits raw objects and the exceptions of function calls.
    // Three of the answers cannot be restored without these, so they are not tested as stored JSON.
    private static readonly string[] _storable = [.. _messages.Where((_, index) => index is not (5 or 6 or 7))];

    [TestCaseSource(nameof(_messages))]
    public async Task Complete_answer_is_sent_back(string message) => await ShouldBeSentBackAsync(message, await GetResponseAsync(Answer(message)));

    [TestCaseSource(nameof(_messages))]
    public async Task Streamed_answer_is_sent_back(string message)
    {
        Server.AnswersJson(Answer(message));

        await ShouldBeSentBackAsync(message, await Chat.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard));
    }

    [TestCaseSource(nameof(_storable))]
    public async Task Stored_answer_is_sent_back(string message)
    {
        var stored = JsonSerializer.Serialize(await GetResponseAsync(Answer(message)), AIJsonUtilities.DefaultOptions);

        await ShouldBeSentBackAsync(message, JsonSerializer.Deserialize<ChatResponse>(stored, AIJsonUtilities.DefaultOptions)!);
    }

    [Test]
    public async Task Only_the_id_of_an_audio_answer_is_sent_back()
    {
        var answer = await GetResponseAsync(Answer("""{"role":"assistant","audio":{"id":"a1","data":"AQID","transcript":"Hi","expires_at":1}}"""));

        var body = await SendAsync(null, [.. answer.Messages]);

        body.GetProperty("messages")[0].GetRawText().Should().Be("""{"role":"assistant","audio":{"id":"a1"}}""");
    }

    [Test]
    public async Task Hidden_reasoning_is_sent_back()
    {
        const string Message = """{"role":"assistant","content":"Hi","reasoning_content":"Hm."}""";
        var answer = await GetResponseAsync(Answer(Message), new ChatOptions { Reasoning = new() { Output = ReasoningOutput.None } });

        await ShouldBeSentBackAsync(Message, answer);
        answer.Messages[0].Contents.OfType<TextReasoningContent>().Should().OnlyContain(content => content.Text == "");
    }

    [Test]
    public async Task Protected_reasoning_data_from_another_service_is_not_sent() =>
        (await SendAsync(AIRole.Assistant, new TextReasoningContent("Hm.") { ProtectedData = "gAAAA" }, new TextReasoningContent("") { ProtectedData = """{"other":1}""" }))
            .Should().Be("""[{"role":"assistant","content":"","reasoning_content":"Hm."}]""");

    private static string Answer(string message) => $$"""{"id":"1","choices":[{"index":0,"message":{{message}},"finish_reason":"stop"}]}""";

    private async Task ShouldBeSentBackAsync(string message, ChatResponse answer)
    {
        var body = await SendAsync(null, [.. answer.Messages]);

        var expected = JsonNode.Parse(message)!.AsObject();
        if (!expected.ContainsKey("content"))
        {
            // The field "content" is always sent, because some servers require it.
            expected["content"] = null;
        }

        var sent = JsonNode.Parse(body.GetProperty("messages")[0].GetRawText());
        JsonNode.DeepEquals(sent, expected).Should().BeTrue($"{sent} must equal {expected}");
    }
}
