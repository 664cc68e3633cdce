using ChatSdk.Testing;

namespace ChatSdk.Tests.Resumption;

/// <summary>Tests the streams that are not resumed: their break is reported as it is without the option.</summary>
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

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [TestCaseSource(nameof(_requests))]
    public async Task Request_for_several_choices_or_a_format_is_not_resumed(ChatCompletionRequest request)
    {
        Breaks("Hel");

        var failure = await BreakOfAsync(request);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Format_of_plain_text_changes_nothing()
    {
        Breaks("Hel");
        Server.Streams("lo");

        var answer = await CompleteAsync(_hello with { ResponseFormat = ResponseFormat.Text });

        answer.Text.Should().Be("Hello");
    }

    [TestCaseSource(nameof(_deltas))]
    public async Task Answer_that_is_more_than_text_is_not_resumed(string delta)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), $$"""{"choices":[{"index":0,"delta":{{delta}}}]}"""));

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Tool_call_after_a_resumption_is_not_resumed()
    {
        Breaks("I look it up.");
        Server.CallsTool("get", "{}").ThenCuts();

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.ToolCalls.Should().ContainSingle();
        failure.Attempts.Should().Be(2);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Reasoning_without_text_is_not_resumed()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"reasoning_content":"Two and"}}]}""", Piece(" ")));

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Reasoning.Should().Be("Two and");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Several_choices_that_were_not_requested_are_not_resumed()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo", 1)));

        await BreakOfAsync(_hello);

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Error_of_the_server_in_the_stream_is_not_a_break()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), """{"error":{"message":"Overloaded","code":503}}"""));

        var act = () => CompleteAsync();

        (await act.Should().ThrowAsync<ChatApiException>()).Which.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Error_of_the_server_after_a_resumption_has_all_that_was_received()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Events(Piece("lo"), """{"error":{"message":"Overloaded","code":503},"usage":{"total_tokens":9}}"""));

        var act = () => CompleteAsync();

        var failure = (await act.Should().ThrowAsync<ChatApiException>()).Which;
        (failure.Partial!.Text, failure.Partial.Usage?.TotalTokens).Should().Be(("Hello", 9));
    }

    [Test]
    public async Task Stream_that_breaks_after_its_finish_reason_is_complete()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hello"), Finish).ThenCuts());

        var answer = await CompleteAsync();

        answer.Text.Should().Be("Hello");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task One_call_may_be_without_resumption()
    {
        Breaks("Hel");

        await BreakOfAsync(_hello, new() { StreamResumption = StreamResumption.None });

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
