namespace ChatSdk.Tests.Calls.Usage;

/// <summary>Tests which usage is counted for a request if the server reports all counts, some of them, or none.</summary>
[TestFixture]
public sealed class CallTokensTests
{
    private static readonly Call _call = Call.Of(
        Endpoints.ChatCompletions,
        new ChatClientOptions { BaseAddress = "http://localhost/v1", TokenCounter = text => text.Length },
        options: null,
        new ChatCompletionRequest { Model = "m", Messages = [ChatMessage.User("12345")] });

    private static readonly ChatCompletion _answer = new() { Choices = [new() { Message = ChatMessage.Assistant("123") }] };

    [TestCase(10L, 20L, 31L, 10, 20, 31)]
    [TestCase(10L, 20L, null, 10, 20, 30)]
    [TestCase(10L, null, 25L, 10, 15, 25)]
    [TestCase(10L, null, null, 10, 7, 17)]
    [TestCase(null, 20L, null, 9, 20, 29)]
    [TestCase(null, null, 5L, 9, 0, 5)]
    [TestCase(null, null, null, 9, 7, 16)]
    public void Missing_counts_are_calculated_from_the_others_or_estimated(long? prompt, long? completion, long? total, int expectedPrompt, int expectedCompletion, int expectedTotal)
    {
        var usage = UsageOf(_answer with { Usage = new() { PromptTokens = prompt, CompletionTokens = completion, TotalTokens = total } });

        (usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens).Should().Be((expectedPrompt, expectedCompletion, expectedTotal));
    }

    [Test]
    public void Usage_is_estimated_if_the_answer_has_none()
    {
        UsageOf(_answer).TotalTokens.Should().Be(9 + 7);
        UsageOf(new TextCompletion { Choices = [new() { Text = "123" }] }).TotalTokens.Should().Be(9 + 3);
        UsageOf(new EmbeddingResponse()).TotalTokens.Should().Be(9);
    }

    [Test]
    public void Exception_from_the_token_counter_is_thrown_only_before_the_request_is_sent()
    {
        var call = Call.Of(Endpoints.ChatCompletions, new ChatClientOptions { BaseAddress = "http://localhost/v1", TokenCounter = _ => throw new InvalidOperationException() }, options: null, _call.Request);
        ChatUsage? usage = null;

        CallTokens.WhenUsed(call, _answer, used => usage = used);

        usage!.TotalTokens.Should().BePositive();
        FluentActions.Invoking(() => CallTokens.OfInput(call)).Should().Throw<InvalidOperationException>("nothing has been sent yet");
    }

    [Test]
    public void Request_that_never_reached_the_server_has_no_usage()
    {
        CallTokens.OfFailure(_call, new ChatConnectionException(ChatConnectionErrorKind.Refused, "Refused.")).Should().BeNull();
        CallTokens.OfFailure(_call, new ChatTimeoutException(ChatTimeoutKind.Connect, "Too late.", new TimeoutException())).Should().BeNull();
        CallTokens.OfFailure(_call, new InvalidOperationException("The key provider failed.")).Should().BeNull();
    }

    [Test]
    public void Request_that_may_have_reached_the_server_has_the_usage_of_its_input()
    {
        CallTokens.OfFailure(_call, new ChatConnectionException(ChatConnectionErrorKind.Reset, "Reset."))!.TotalTokens.Should().Be(9);
        CallTokens.OfFailure(_call, new ChatTimeoutException(ChatTimeoutKind.Response, "Too late.", new TimeoutException()))!.TotalTokens.Should().Be(9);
        CallTokens.OfFailure(_call, new OperationCanceledException())!.TotalTokens.Should().Be(9);
    }

    private static ChatUsage UsageOf(object answer)
    {
        ChatUsage? usage = null;
        CallTokens.WhenUsed(_call, answer, used => usage = used);
        return usage!;
    }
}
