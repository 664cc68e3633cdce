namespace ChatSdk.Testing.Tests;

/// <summary>What a model says besides text, whole and streamed, as a client reads it.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class FakeSpeechTests(bool isStreamed) : ClientTest
{
    [Test]
    public async Task Tool_call_has_an_id_a_name_and_its_arguments()
    {
        Server.CallsTool("get_weather", """{"city":"Paris, 🇫🇷"}""");

        var answer = await AskAsync();

        var call = answer.ToolCalls.Should().ContainSingle().Subject;
        call.Id.Should().Be("call_1_1");
        call.Function!.Name.Should().Be("get_weather");
        call.Function.Arguments.Should().Be("""{"city":"Paris, 🇫🇷"}""");
        answer.FinishReason.Should().Be(FinishReason.ToolCalls);
        answer.Message!.Content.Should().BeNull();
    }

    [Test]
    public async Task Several_tools_are_called_at_once()
    {
        Server.CallsTool("one", "{}").WithToolCall("two", "").AnswersText("Done.");

        var (first, second) = (await AskAsync(), await AskAsync());

        first.ToolCalls.Select(call => (call.Id, call.Function!.Name)).Should().Equal(("call_1_1", "one"), ("call_1_2", "two"));
        second.Text.Should().Be("Done.");
    }

    [Test]
    public async Task Text_may_stand_before_a_call()
    {
        Server.AnswersText("Let me look.").WithToolCall("look", "{}");

        var answer = await AskAsync();

        answer.Text.Should().Be("Let me look.");
        answer.ToolCalls.Should().ContainSingle();
        answer.FinishReason.Should().Be(FinishReason.ToolCalls);
    }

    [Test]
    public async Task Reasoning_comes_in_either_field([Values("reasoning_content", "reasoning")] string field)
    {
        Server.AnswersText("It is 4.").WithReasoning("Two and two.", field);

        var answer = await AskAsync();

        answer.Reasoning.Should().Be("Two and two.");
        answer.Text.Should().Be("It is 4.");
        (field == "reasoning" ? answer.Message!.ReasoningText : answer.Message!.ReasoningContent).Should().Be("Two and two.");
    }

    [Test]
    public async Task Refusal_is_one()
    {
        Server.Answers(FakeAnswer.Refusal("I will not do that."));

        var answer = await AskAsync();

        answer.Message!.Refusal.Should().Be("I will not do that.");
        answer.Text.Should().BeEmpty();
        answer.FinishReason.Should().Be(FinishReason.Stop);
    }

    [Test]
    public async Task Finish_reason_and_usage_are_those_that_were_given()
    {
        Server.AnswersText("Hello.").WithFinishReason(FinishReason.Length).WithUsage(new ChatUsage
        {
            PromptTokens = 1_000,
            CompletionTokens = 20,
            TotalTokens = 1_020,
            PromptTokensDetails = new PromptTokensDetails { CachedTokens = 900 },
        });

        var answer = await AskAsync();

        answer.FinishReason.Should().Be(FinishReason.Length);
        answer.Usage!.TotalTokens.Should().Be(1_020);
        answer.Usage.CachedTokens.Should().Be(900);
    }

    [Test]
    public async Task Usage_is_counted_in_words_otherwise()
    {
        Server.AnswersText("one two three");

        var answer = await Client.CreateAsync("four words of mine", cancellationToken: Guard);

        answer.Usage!.PromptTokens.Should().Be(4);
        answer.Usage.CompletionTokens.Should().Be(3);
    }

    [Test]
    public async Task Rate_limit_is_read_by_the_client()
    {
        Server.AnswersText("Hello.").WithRateLimit(new ChatRateLimit(60, 0, TimeSpan.FromSeconds(1.5)), new ChatRateLimit(null, 1_000, null));

        var answer = await AskAsync();

        answer.Response!.RequestLimit.Should().Be(new ChatRateLimit(60, 0, TimeSpan.FromSeconds(1.5)));
        answer.Response.TokenLimit.Should().Be(new ChatRateLimit(null, 1_000, null));
    }

    [Test]
    public void Only_what_a_model_says_can_have_it()
    {
        Action[] mistakes =
        [
            () => FakeAnswer.Json("{}").WithReasoning("x"),
            () => FakeAnswer.Error(500, "x").WithToolCall("x", "{}"),
            () => FakeAnswer.Events("{}").WithFinishReason(FinishReason.Stop),
            () => FakeErrors.OpenAIRateLimit.WithUsage(new ChatUsage()),
        ];

        mistakes.Should().AllSatisfy(mistake => mistake.Should().Throw<InvalidOperationException>());
    }

    private Task<ChatCompletion> AskAsync() => isStreamed
        ? Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync()
        : Client.CreateAsync("Hi", cancellationToken: Guard);
}
