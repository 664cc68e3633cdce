using ChatSdk.Testing;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests the budgets of conversations, of tool runs and of <c>CreateManyAsync</c>, and how embeddings, text completions and resumed streams count toward a budget.</summary>
[TestFixture]
public sealed class BudgetScopeTests : BudgetTest
{
    private static ChatTool Add { get; } = ChatTool.FromDelegate((int a, int b) => a + b, name: "add");

    [Test]
    public async Task Conversation_sends_nothing_after_its_budget_is_used_up_and_its_usage_contains_the_total_cost()
    {
        var conversation = new ChatConversation(Client) { Budget = new() { MaxRequests = 2 } };
        Server.AnswersAlways(Answer());

        await conversation.SendAsync("Hi", cancellationToken: Guard);
        await CollectAsync(conversation.SendStreamAsync("Hi", cancellationToken: Guard));
        await ShouldBeRefusedAsync(() => conversation.SendAsync("Hi", cancellationToken: Guard));

        conversation.Messages.Should().HaveCount(4);
        (conversation.Usage!.TotalTokens, conversation.Usage.Cost).Should().Be((30, 0.00014m));
        conversation.Budget!.Spent.Cost.Should().Be(0.00014m);
    }

    [Test]
    public async Task Cost_of_a_conversation_includes_requests_whose_answer_is_interrupted()
    {
        var conversation = new ChatConversation(Client);
        Server.Answers(FakeAnswer.Events(Piece("Hello")).ThenResets());

        await FluentActions.Awaiting(() => CollectAsync(conversation.SendStreamAsync("Hi", cancellationToken: Guard))).Should().ThrowAsync<ChatConnectionException>();

        (conversation.Usage!.TotalTokens, conversation.Usage.Cost).Should().Be((null, 0.000102m));
    }

    [Test]
    public async Task Cost_of_a_conversation_is_saved_with_it()
    {
        var conversation = new ChatConversation(Client);
        Server.AnswersAlways(Answer());
        await conversation.SendAsync("Hi", cancellationToken: Guard);

        var loaded = ChatConversation.FromJson(Client, conversation.ToJson());
        await loaded.SendAsync("Hi", cancellationToken: Guard);

        (loaded.Usage!.TotalTokens, loaded.Usage.Cost).Should().Be((30, 0.00014m));
    }

    [Test]
    public async Task Cost_of_a_conversation_is_not_known_if_there_are_no_prices_and_the_server_reports_no_cost()
    {
        Options.Prices.Clear();
        var conversation = new ChatConversation(Client);
        Server.AnswersAlways(Answer());

        await conversation.SendAsync("Hi", cancellationToken: Guard);
        await conversation.SendAsync("Hi", cancellationToken: Guard);

        (conversation.Usage!.TotalTokens, conversation.Usage.Cost).Should().Be((30, null));
    }

    [Test]
    public async Task Cost_that_the_server_reports_is_totaled_if_there_are_no_prices()
    {
        Options.Prices.Clear();
        var conversation = new ChatConversation(Client);
        Server.AnswersAlways(FakeAnswer.Json("""{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"cost":0.25}}"""));

        await conversation.SendAsync("Hi", cancellationToken: Guard);
        await conversation.SendAsync("Hi", cancellationToken: Guard);

        conversation.Usage!.Cost.Should().Be(0.5m);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Exception_thrown_by_a_tool_run_whose_budget_is_used_up_contains_the_partial_run(bool streamed)
    {
        var budget = new ChatBudget { MaxRequests = 2 };
        var call = FakeAnswer.ToolCall("add", """{"a":1,"b":2}""").WithUsage(new() { PromptTokens = 10, CompletionTokens = 5 });
        Server.AnswersAlways(call);
        var request = _hello with { Tools = ChatToolset.FromTools([Add]) };
        var options = new ChatToolRunOptions { Budget = budget };

        var refusal = await ShouldBeRefusedAsync(() => streamed
            ? CollectAsync(Client.RunToolsStreamAsync(request, options, cancellationToken: Guard))
            : Client.RunToolsAsync(request, options, cancellationToken: Guard));

        refusal.ToolRun!.Completions.Should().HaveCount(2);
        refusal.ToolRun.Messages.Should().HaveCount(5);
        budget.Spent.Should().Be(new ChatSpending { Requests = 2, InputTokens = 20, OutputTokens = 10, Cost = 0.00014m });
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Tool_run_in_a_conversation_counts_toward_every_budget(bool streamed)
    {
        Options.Budget = new();
        var conversation = new ChatConversation(Client)
        {
            RequestTemplate = new() { Tools = ChatToolset.FromTools([Add]) },
            ToolOptions = new() { Budget = new() },
            Budget = new(),
        };
        var ofCall = new ChatBudget();
        Server.Answers(FakeAnswer.ToolCall("add", """{"a":1,"b":2}""").WithUsage(new() { PromptTokens = 10, CompletionTokens = 5 })).Answers(Answer());

        _ = streamed
            ? await CollectAsync(conversation.SendStreamAsync("Hi", new() { Budget = ofCall }, Guard))
            : (object)await conversation.SendAsync("Hi", new() { Budget = ofCall }, Guard);

        new[] { Options.Budget, conversation.Budget, conversation.ToolOptions.Budget, ofCall }.Should().AllSatisfy(budget => budget.Spent.TotalTokens.Should().Be(30));
        conversation.Usage!.Cost.Should().Be(0.00014m);
    }

    [Test]
    public async Task CreateManyAsync_returns_a_budget_error_for_each_request_after_the_maximum_is_reached()
    {
        var budget = new ChatBudget { MaxTokens = 60 };
        Server.AnswersAlways(Answer());

        var results = await CollectAsync(Client.CreateManyAsync(Enumerable.Repeat("Hi", 20), maxConcurrency: 5, new() { Budget = budget }, Guard));

        results.Count(result => result.IsSuccess).Should().Be(4);
        results.Where(result => !result.IsSuccess).Select(result => result.Error).Should().AllBeOfType<ChatBudgetException>();
        (budget.Spent.Requests, Server.Requests.Count).Should().Be((4, 4));
    }

    [Test]
    public async Task Input_of_embedding_requests_counts_toward_the_budget()
    {
        Options.Budget = new() { MaxTokens = 17 };
        Server.AnswersJson("""{"data":[{"index":0,"embedding":[1]}],"usage":{"prompt_tokens":9,"total_tokens":9}}""").AnswersJson("""{"data":[{"index":0,"embedding":[1]}]}""");

        await Client.CreateEmbeddingsAsync("12345678", cancellationToken: Guard);
        await Client.CreateEmbeddingsAsync("12345678", cancellationToken: Guard);

        Options.Budget.Spent.Should().Be(new ChatSpending { Requests = 2, InputTokens = 17, Cost = 0.000034m });
        (await ShouldBeRefusedAsync(() => Client.CreateEmbeddingsAsync("Hi", cancellationToken: Guard))).Kind.Should().Be(ChatBudgetErrorKind.Tokens);
    }

    [Test]
    public async Task Input_and_output_of_text_completions_count_toward_the_budget()
    {
        Options.Budget = new();
        Server.AnswersJson("""{"choices":[{"text":"1234","finish_reason":"stop"}]}""").Answers(FakeAnswer.Events("""{"choices":[{"text":"1234","finish_reason":"stop"}]}""", "[DONE]"));

        await Client.CreateTextAsync(new() { Prompt = "12" }, cancellationToken: Guard);
        await CollectAsync(Client.CreateTextStreamAsync(new() { Prompt = "12" }, cancellationToken: Guard));

        Options.Budget.Spent.InputTokens.Should().Be(4);
        Options.Budget.Spent.OutputTokens.Should().BeInRange(8, 12);
    }

    [Test]
    public async Task Request_that_resumes_a_stream_counts_toward_the_budget()
    {
        (Options.Budget, Options.StreamResumption) = (new(), StreamResumption.TrailingMessage);
        Server.Streams("Hel").ThenCuts().Answers(FakeAnswer.Stream("lo").WithUsage(new() { PromptTokens = 10, CompletionTokens = 5 }));

        var answer = await Client.CreateStreamAsync(_hello, cancellationToken: Guard).ToCompletionAsync(Guard);

        answer.Text.Should().Be("Hello");
        Options.Budget.Spent.Should().Be(new ChatSpending { Requests = 2, InputTokens = InputOfHi + 10, OutputTokens = 7 + 5, Cost = 0.000152m });
    }

    [Test]
    public async Task Broken_stream_is_not_resumed_after_the_maximum_is_reached()
    {
        (Options.Budget, Options.StreamResumption) = (new() { MaxRequests = 1 }, StreamResumption.TrailingMessage);
        Server.Streams("Hel").ThenCuts();

        var (text, failure) = await ReadBrokenAsync();

        (text, Server.Requests.Count).Should().Be(("Hel", 1));
        failure.Should().BeOfType<ChatConnectionException>();
    }
}
