using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests answers that have several choices although only one choice was requested. All choices are merged into one answer, streamed or not.</summary>
[TestFixture]
public sealed class OneAnswerTests : ClientTest
{
    private const string Text = """
        "content":"Let me look.","reasoning_content":"Hm."
        """;

    private const string Call = """
        "tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"{}"}}]
        """;

    private const string OtherCall = """
        "tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"{\"c\":1}"}}]
        """;

    private static ChatCompletionRequest Hello => new() { Messages = [ChatMessage.User("Hi")] };

    [TestCase(Text, "stop", Call, "tool_calls")]
    [TestCase(Call, "tool_calls", Text, "stop")]
    [TestCase(Text, "tool_calls", Call, "tool_calls")]
    [TestCase(Text, "", Call, "tool_calls")]
    public async Task Text_and_tool_call_in_two_choices_become_one_message(string first, string reason, string second, string otherReason)
    {
        foreach (var answer in await AnswersAsync(Hello, (first, reason), (second, otherReason)))
        {
            answer.Text.Should().Be("Let me look.");
            answer.Reasoning.Should().Be("Hm.");
            answer.ToolCalls.Should().ContainSingle().Which.Id.Should().Be("a");
            answer.FinishReason.Should().Be(FinishReason.ToolCalls);
            answer.Message!.ToolCalls.Should().Equal(answer.ToolCalls);
            answer.Choices.Should().HaveCount(2);
            answer.EnsureComplete().Should().BeSameAs(answer);
        }
    }

    [Test]
    public async Task Identical_tool_calls_are_merged_and_different_ones_get_unique_ids()
    {
        foreach (var answer in await AnswersAsync(Hello, (Call, "tool_calls"), (OtherCall, "tool_calls"), (Call, "tool_calls")))
        {
            answer.ToolCalls.Select(call => call.Function!.Arguments).Should().Equal("{}", """{"c":1}""");
            answer.ToolCalls.Select(call => call.Id).Should().OnlyHaveUniqueItems().And.StartWith("a");
        }
    }

    [Test]
    public async Task Equal_tool_calls_in_the_same_choice_are_not_merged()
    {
        const string Twice = """{"function":{"name":"roll","arguments":"{}"}},{"function":{"name":"roll","arguments":"{}"}}""";
        Server.AnswersJson($$$"""{"choices":[{"message":{"content":"Two dice."}},{"message":{"tool_calls":[{{{Twice}}}]}}]}""");

        var answer = await Client.CreateAsync(Hello, cancellationToken: Guard);

        answer.ToolCalls.Select(call => call.Function!.Name).Should().Equal("roll", "roll");
        answer.ToolCalls.Select(call => call.Id).Should().OnlyHaveUniqueItems();
    }

    [TestCase("length", "stop", "length")]
    [TestCase("stop", "content_filter", "content_filter")]
    [TestCase("", "stop", "stop")]
    [TestCase("tool_use", "end_turn", "tool_use")]
    public async Task Finish_reason_other_than_stop_takes_precedence_over_stop_and_stop_over_none(string first, string second, string expected)
    {
        foreach (var answer in await AnswersAsync(Hello, (Text, first), (Call, second)))
        {
            answer.FinishReason.Should().Be(new FinishReason(expected));
        }
    }

    [Test]
    public async Task Choices_are_not_merged_if_several_were_requested()
    {
        foreach (var answer in await AnswersAsync(Hello with { N = 2 }, (Text, "stop"), (Call, "tool_calls")))
        {
            answer.Text.Should().Be("Let me look.");
            answer.ToolCalls.Should().BeEmpty();
            answer.FinishReason.Should().Be(FinishReason.Stop);
        }
    }

    [Test]
    public async Task Text_from_all_choices_is_joined()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo"), Piece(" World", index: 1), Finish, """{"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}"""));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hello World");
    }

    /// <summary>Returns the same answer three times: not streamed, streamed with all choices in one chunk, and streamed with one chunk for each choice.</summary>
    private async Task<ChatCompletion[]> AnswersAsync(ChatCompletionRequest request, params (string Members, string Reason)[] choices)
    {
        List<string> json = [.. choices.Select((choice, index) => $$"""{"index":{{index}},"PLACE":{{{choice.Members.Trim()}}},"finish_reason":{{(choice.Reason.Length == 0 ? "null" : $"\"{choice.Reason}\"")}}}""")];
        var chunks = json.ConvertAll(choice => choice.Replace("PLACE", "delta", StringComparison.Ordinal));
        Server.AnswersJson($$"""{"choices":[{{string.Join(',', json).Replace("PLACE", "message", StringComparison.Ordinal)}}]}""")
            .Answers(FakeAnswer.Events($$"""{"choices":[{{string.Join(',', chunks)}}]}""", "[DONE]"))
            .Answers(FakeAnswer.Events([.. chunks.Select(chunk => $$"""{"choices":[{{chunk}}]}"""), "[DONE]"]));
        return
        [
            await Client.CreateAsync(request, cancellationToken: Guard),
            await Client.CreateStreamAsync(request).ToCompletionAsync(Guard),
            await Client.CreateStreamAsync(request).ToCompletionAsync(Guard),
        ];
    }
}
