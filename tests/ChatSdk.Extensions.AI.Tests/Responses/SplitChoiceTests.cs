using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Wire;

namespace ChatSdk.Extensions.AI.Tests.Responses;

/// <summary>Tests that choices are merged into one message if a server returns several of them although only one was requested.</summary>
[TestFixture]
public sealed class SplitChoiceTests : AdapterTest
{
    private const string Split =
        """
        {"id":"1","choices":[
        {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Let me look.","plan":"a"}},
        {"index":1,"finish_reason":"tool_calls","message":{"role":"assistant","reasoning_content":"Hm.","content":"","tool_calls":[{"id":"c1","type":"function","function":{"name":"w","arguments":"{}"}}]}}]}
        """;

    [TestCase("generic-chat-tool-in-second-choice")]
    [TestCase("generic-chat-text-in-second-choice")]
    [TestCase("generic-stream-tool-in-second-choice")]
    [TestCase("generic-stream-text-in-second-choice")]
    public async Task Text_and_tool_calls_from_all_choices_are_in_one_message(string name)
    {
        var fixture = WireFixture.Load(name);
        var answer = FakeAnswer.Bytes(fixture.Body, fixture.Headers["content-type"], fixture.Status);
        Server.Answers(answer).Answers(answer);

        var whole = await Chat.GetResponseAsync("Hi", cancellationToken: Guard);
        var streamed = await Chat.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard);

        foreach (var response in new[] { whole, streamed })
        {
            var message = response.Messages.Should().ContainSingle().Subject;
            message.Text.Should().Be("Let me look.");
            message.Contents.OfType<FunctionCallContent>().Select(call => (call.CallId, call.Name)).Should().Equal(("a", "w"));
            response.FinishReason.Should().Be(ChatFinishReason.ToolCalls);
        }
    }

    [Test]
    public async Task Reasoning_and_extra_fields_from_all_choices_are_in_one_message()
    {
        var answer = await GetResponseAsync(Split);

        var message = answer.Messages.Should().ContainSingle().Subject;
        message.Contents.OfType<TextReasoningContent>().Select(content => content.Text).Should().Equal("Hm.");
        message.AdditionalProperties!["plan"].Should().BeOfType<JsonElement>().Which.GetString().Should().Be("a");
        message.RawRepresentation.Should().BeSameAs(answer.RawRepresentation);
        (message.MessageId, message.Role, answer.FinishReason).Should().Be(("1", AIRole.Assistant, ChatFinishReason.ToolCalls));
    }

    [Test]
    public async Task Text_is_streamed_whichever_choice_it_is_in()
    {
        var updates = await StreamAsync(
            null,
            """{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":"Hm."}}]}""",
            """{"id":"1","choices":[{"index":1,"delta":{"content":"Let"}}]}""",
            """{"id":"1","choices":[{"index":1,"delta":{"content":" me"},"finish_reason":"stop"}]}""",
            """{"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");

        updates.Select(update => update.Text).Should().Equal("", "Let", " me", "");
        updates.Should().OnlyContain(update => update.MessageId == "1");
    }

    [Test]
    public async Task Text_of_two_choices_is_concatenated_without_being_mixed()
    {
        var updates = await StreamAsync(
            null,
            """{"id":"1","choices":[{"index":0,"delta":{"content":"A"}},{"index":1,"delta":{"content":"B","reasoning_content":"x"}}]}""",
            """{"id":"1","choices":[{"index":1,"delta":{"content":"b","reasoning_content":"y"}},{"index":0,"delta":{"content":"a","reasoning_content":"z"}}]}""",
            """{"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"length"},{"index":1,"delta":{},"finish_reason":"stop"}]}""");

        var message = updates.ToChatResponse().Messages.Should().ContainSingle().Subject;
        message.Text.Should().Be("AaBb");
        string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text)).Should().Be("xyz");
        updates[^1].FinishReason.Should().Be(ChatFinishReason.Length);
    }

    [Test]
    public async Task Message_merged_from_several_choices_is_sent_back_as_one_message()
    {
        var answer = await GetResponseAsync(Split);

        await SendAsync(null, [new AIMessage(AIRole.User, "Hi"), .. answer.Messages, new AIMessage(AIRole.Tool, [new FunctionResultContent("c1", "9")])]);

        var messages = Server.Requests[^1].Json!.Value.GetProperty("messages");
        messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()).Should().Equal("user", "assistant", "tool");
        messages[1].GetProperty("content").GetString().Should().Be("Let me look.");
        messages[1].GetProperty("tool_calls").GetArrayLength().Should().Be(1);
    }

    [Test]
    public async Task Function_called_in_the_second_choice_is_run()
    {
        Server.AnswersJson(Split).AnswersText("Warm.");
        var chat = Chat.AsBuilder().UseFunctionInvocation().Build();
        ChatOptions options = new() { Tools = [AIFunctionFactory.Create(() => 9, "w")] };

        var answer = await chat.GetStreamingResponseAsync("Hi", options, Guard).ToChatResponseAsync(Guard);

        answer.Messages[^1].Text.Should().Be("Warm.");
        Server.Requests[1].Json!.Value.GetProperty("messages")[2].GetProperty("content").GetString().Should().Be("9");
    }
}
