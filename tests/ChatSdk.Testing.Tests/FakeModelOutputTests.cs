namespace ChatSdk.Testing.Tests;

/// <summary>Tests scripted tool calls, reasoning, refusals, usage and rate limits, with and without streaming.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class FakeModelOutputTests(bool isStreamed) : ClientTest
{
    [Test]
    public async Task Tool_call_has_an_id_a_name_and_its_arguments()
    {
        Server.CallsTool("get_weather", """{"city":"Paris, 🇫🇷"}""");

        var answer = await SendAsync();

        var call = answer.ToolCalls.Should().ContainSingle().Subject;
        call.Id.Should().Be("call_1_1");
        call.Function!.Name.Should().Be("get_weather");
        call.Function.Arguments.Should().Be("""{"city":"Paris, 🇫🇷"}""");
        answer.FinishReason.Should().Be(FinishReason.ToolCalls);
        answer.Message!.Content.Should().BeNull();
    }

    [Test]
    public async Task Several_tools_are_called_in_one_answer()
    {
        Server.CallsTool("one", "{}").WithToolCall("two", "").AnswersText("Done.");

        var (first, second) = (await SendAsync(), await SendAsync());

        first.ToolCalls.Select(call => (call.Id, call.Function!.Name)).Should().Equal(("call_1_1", "one"), ("call_1_2", "two"));
        second.Text.Should().Be("Done.");
    }

    [Test]
    public async Task Text_can_precede_a_tool_call()
    {
        Server.AnswersText("Let me look.").WithToolCall("look", "{}");

        var answer = await SendAsync();

        answer.Text.Should().Be("Let me look.");
        answer.ToolCalls.Should().ContainSingle();
        answer.FinishReason.Should().Be(FinishReason.ToolCalls);
    }

    [Test]
    public async Task Reasoning_is_sent_in_the_selected_field([Values("reasoning_content", "reasoning")] string field)
    {
        Server.AnswersText("It is 4.").WithReasoning("Two and two.", field);

        var answer = await SendAsync();

        answer.Reasoning.Should().Be("Two and two.");
        answer.Text.Should().Be("It is 4.");
        (field == "reasoning" ? answer.Message!.ReasoningText : answer.Message!.ReasoningContent).Should().Be("Two and two.");
    }

    [Test]
    public async Task Refusal_is_sent_in_the_refusal_field_without_text()
    {
        Server.Answers(FakeAnswer.Refusal("I will not do that."));

        var answer = await SendAsync();

        answer.Message!.Refusal.Should().Be("I will not do that.");
        answer.Text.Should().BeEmpty();
        answer.FinishReason.Should().Be(FinishReason.Stop);
    }

    [Test]
    public async Task Finish_reason_and_usage_can_be_set()
    {
        Server.AnswersText("Hello.").WithFinishReason(FinishReason.Length).WithUsage(new ChatUsage
        {
            PromptTokens = 1_000,
            CompletionTokens = 20,
            TotalTokens = 1_020,
            PromptTokensDetails = new PromptTokensDetails { CachedTokens = 900 },
        });

        var answer = await SendAsync();

        answer.FinishReason.Should().Be(FinishReason.Length);
        answer.Usage!.TotalTokens.Should().Be(1_020);
        answer.Usage.CachedTokens.Should().Be(900);
    }

    [Test]
    public async Task Default_usage_counts_words_as_tokens()
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

        var answer = await SendAsync();

        answer.Response!.RequestLimit.Should().Be(new ChatRateLimit(60, 0, TimeSpan.FromSeconds(1.5)));
        answer.Response.TokenLimit.Should().Be(new ChatRateLimit(null, 1_000, null));
    }

    [Test]
    public void Methods_that_set_the_model_output_throw_for_raw_answers_and_errors()
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

    private Task<ChatCompletion> SendAsync() => isStreamed
        ? Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync()
        : Client.CreateAsync("Hi", cancellationToken: Guard);
}
