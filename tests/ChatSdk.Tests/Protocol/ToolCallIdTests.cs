namespace ChatSdk.Tests.Protocol;

/// <summary>Tests that an ID is generated for tool calls without one, so that their results can be sent back.</summary>
[TestFixture]
public sealed class ToolCallIdTests : ClientTest
{
    private const string Calls = """[{"id":"","type":"function","function":{"name":"a","arguments":"{}"}},{"id":"own","type":"function","function":{"name":"b","arguments":"{}"}},{"type":"function","function":{"name":"a","arguments":"{}"}}]""";

    [Test]
    public async Task Generated_ids_are_unique_and_have_nine_letters_or_digits()
    {
        Server.AnswersJson(Answer());

        var calls = (await Client.CreateAsync("Hi", cancellationToken: Guard)).ToolCalls;

        calls[1].Id.Should().Be("own");
        calls.Select(call => call.Id).Should().OnlyHaveUniqueItems().And.OnlyContain(id => id == "own" || (id!.Length == 9 && id.All(char.IsAsciiLetterOrDigit)));
    }

    [Test]
    public async Task Generated_ids_do_not_depend_on_streaming()
    {
        Server.AnswersJson(Answer()).Answers(ChatSdk.Testing.FakeAnswer.Events(Answer().Replace("message", "delta", StringComparison.Ordinal), "[DONE]"));

        var plain = await Client.CreateAsync("Hi", cancellationToken: Guard);
        var streamed = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        streamed.ToolCalls.Should().Equal(plain.ToolCalls);
    }

    [Test]
    public async Task Message_is_sent_back_with_its_ids_and_extra_fields()
    {
        Server.AnswersJson(Answer());
        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        await Client.CreateAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi"), answer.Message!, ChatMessage.Tool(answer.ToolCalls[0].Id!, "12:00")] }, cancellationToken: Guard);

        var messages = Server.Requests[^1].Json!.Value.GetProperty("messages");
        messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString().Should().Be(messages[2].GetProperty("tool_call_id").GetString());
        messages[1].GetProperty("extra_content").GetProperty("thought_signature").GetString().Should().Be("AVSo");
    }

    private static string Answer() =>
        $$$"""{"id":"c1","choices":[{"index":0,"message":{"role":"assistant","extra_content":{"thought_signature":"AVSo"},"tool_calls":{{{Calls}}}},"finish_reason":"tool_calls"}]}""";
}
