using ChatSdk.Testing;

namespace ChatSdk.Tests.Resumption;

/// <summary>Tests which streams are not resumed when the connection is lost. They throw the same exception as without resumption.</summary>
[TestFixture]
public sealed class NotResumedTests : ResumptionTest
{
    private static readonly ChatCompletionRequest[] _requests =
    [
        _hello with { N = 2 },
        _hello.WithField("n", 2),
        _hello with { ResponseFormat = ResponseFormat.JsonObject },
        _hello with { ResponseFormat = ResponseFormat.ForSchema("s", "{}") },
        _hello.WithField("response_format", "json"),
        _hello.WithField("messages", [ChatMessage.User("Hi")]),
    ];

    private static readonly string[] _deltas =
    [
        """{"tool_calls":[{"index":0,"id":"c","function":{"name":"get","arguments":"{}"}}]}""",
        """{"tool_calls":[{"index":0,"id":"c","function":{"name":"get","arguments":"{\"a\""}}]}""",
        """{"function_call":{"name":"get","arguments":"{"}}""",
        """{"refusal":"I will"}""",
        """{"audio":{"id":"a","data":"AAAA"}}""",
        """{"content":[{"type":"image_url","image_url":{"url":"https://host/i.png"}}]}""",
    ];

    [Test]
    public async Task Stream_is_not_resumed_by_default()
    {
        Options.StreamResumption = new ChatClientOptions().StreamResumption;
        Breaks("Hel");

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [TestCaseSource(nameof(_requests))]
    public async Task Stream_with_several_choices_a_json_response_format_or_messages_in_an_extra_field_is_not_resumed(ChatCompletionRequest request)
    {
        Breaks("Hel");

        var failure = await ReadToBreakAsync(request);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stream_with_the_response_format_text_is_resumed()
    {
        Breaks("Hel");
        Server.Streams("lo");

        var answer = await CompleteAsync(_hello with { ResponseFormat = ResponseFormat.Text });

        answer.Text.Should().Be("Hello");
    }

    [TestCaseSource(nameof(_deltas))]
    public async Task Answer_that_contains_more_than_text_is_not_resumed(string delta)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), $$"""{"choices":[{"index":0,"delta":{{delta}}}]}"""));

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stream_that_is_interrupted_in_a_tool_call_after_a_resumption_is_not_resumed_again()
    {
        Breaks("I look it up.");
        Server.CallsTool("get", "{}").ThenCuts();

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.ToolCalls.Should().ContainSingle();
        failure.Attempts.Should().Be(2);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Stream_that_is_interrupted_in_its_reasoning_is_not_resumed()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"reasoning_content":"Two and"}}]}""", Piece(" ")));

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Reasoning.Should().Be("Two and");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stream_with_choices_that_were_not_requested_is_not_resumed()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo", 1)));

        await ReadToBreakAsync(_hello);

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stream_that_ends_with_a_server_error_is_not_resumed()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), """{"error":{"message":"Overloaded","code":503}}"""));

        var act = () => CompleteAsync();

        (await act.Should().ThrowAsync<ChatApiException>()).Which.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Exception_for_a_server_error_after_a_resumption_contains_the_text_of_both_responses()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Events(Piece("lo"), """{"error":{"message":"Overloaded","code":503},"usage":{"total_tokens":9}}"""));

        var act = () => CompleteAsync();

        var failure = (await act.Should().ThrowAsync<ChatApiException>()).Which;
        (failure.Partial!.Text, failure.Partial.Usage?.TotalTokens).Should().Be(("Hello", 9));
    }

    [Test]
    public async Task Stream_that_is_interrupted_after_its_finish_reason_is_complete()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hello"), Finish).ThenCuts());

        var answer = await CompleteAsync();

        answer.Text.Should().Be("Hello");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Resumption_can_be_turned_off_for_one_call()
    {
        Breaks("Hel");

        await ReadToBreakAsync(_hello, new() { StreamResumption = StreamResumption.None });

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Stream_of_a_text_completion_is_not_resumed()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"text":"Hel"}]}"""));

        var act = () => CollectAsync(Client.CreateTextStreamAsync("Hi", cancellationToken: Guard));

        await act.Should().ThrowAsync<ChatConnectionException>();
        Server.Requests.Should().ContainSingle();
    }
}
