using ChatSdk.Testing;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests that no request is sent once a maximum is reached.</summary>
[TestFixture]
public sealed class BudgetMaximumTests : BudgetTest
{
    private static readonly TestCaseData[] _maxima =
    [
        new(new ChatBudget { MaxRequests = 2 }, ChatBudgetErrorKind.Requests, "2 of 2 requests (MaxRequests)"),
        new(new ChatBudget { MaxTokens = 16 }, ChatBudgetErrorKind.Tokens, "30 of 16 tokens (MaxTokens)"),
        new(new ChatBudget { MaxCost = 0.0001m }, ChatBudgetErrorKind.Cost, "0.00014 of 0.0001 (MaxCost)"),
    ];

    [TestCaseSource(nameof(_maxima))]
    [SetCulture("de-DE")]
    public async Task Request_is_not_sent_after_a_maximum_is_reached(ChatBudget maxima, ChatBudgetErrorKind kind, string message)
    {
        ArgumentNullException.ThrowIfNull(maxima);
        Options.Budget = new() { MaxRequests = maxima.MaxRequests, MaxTokens = maxima.MaxTokens, MaxCost = maxima.MaxCost };
        Options.MaxRetries = 2;
        Server.AnswersAlways(Answer());
        await SendAsync();
        await SendAsync();

        var refusal = await ShouldBeRefusedAsync(() => SendAsync());

        Server.Requests.Should().HaveCount(2);
        (refusal.Kind, refusal.Budget, refusal.IsRetryable, refusal.Attempts).Should().Be((kind, Options.Budget, false, 0));
        refusal.Spent.Should().Be(new ChatSpending { Requests = 2, InputTokens = 20, OutputTokens = 10, Cost = 0.00014m }).And.Be(Options.Budget.Spent);
        refusal.Message.Should().Be($"The budget is used up. Spent: {message}.");
    }

    [Test]
    public async Task Stream_is_not_opened_after_a_maximum_is_reached()
    {
        Options.Budget = new() { MaxRequests = 1 };
        Server.AnswersAlways(Answer());
        await StreamAsync(_hello);

        var refusal = await ShouldBeRefusedAsync(() => StreamAsync(_hello));

        refusal.Partial.Should().BeNull();
        Server.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task Retry_is_not_sent_after_a_maximum_is_reached()
    {
        (Options.MaxRetries, Options.Budget) = (5, new() { MaxRequests = 2 });
        Server.AnswersAlways(FakeAnswer.Error(503, "Busy."));

        var refusal = await ShouldBeRefusedAsync(() => SendAsync());

        (refusal.Kind, refusal.Attempts, Server.Requests.Count).Should().Be((ChatBudgetErrorKind.Requests, 2, 2));
    }

    [Test]
    public async Task Every_budget_that_applies_to_a_call_is_checked_and_counts_the_request()
    {
        var scope = new ChatBudget { MaxRequests = 1 };
        Options.Budget = new() { MaxRequests = 2 };
        Server.AnswersAlways(Answer());
        await SendAsync(scope);

        (await ShouldBeRefusedAsync(() => SendAsync(scope))).Budget.Should().BeSameAs(scope);
        await SendAsync();
        (await ShouldBeRefusedAsync(() => SendAsync())).Budget.Should().BeSameAs(Options.Budget);

        (scope.Spent.Requests, Options.Budget.Spent.Requests).Should().Be((1, 2));
        Client.Budget.Should().BeSameAs(Options.Budget);
    }

    [Test]
    public async Task Budget_that_belongs_to_both_the_client_and_the_call_counts_a_request_once()
    {
        Options.Budget = new();
        Server.Answers(Answer());

        await SendAsync(Options.Budget);

        Options.Budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = 10, OutputTokens = 5, Cost = 0.00007m });
    }

    [Test]
    public async Task Budget_can_be_shared_by_several_clients()
    {
        Options.Budget = new() { MaxRequests = 1 };
        Server.AnswersAlways(Answer());
        await SendAsync();

        await ShouldBeRefusedAsync(() => NewClient(Options).CreateAsync(_hello, cancellationToken: Guard));

        Server.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task Request_for_the_list_of_models_is_sent_after_a_maximum_is_reached_and_does_not_count()
    {
        Options.Budget = new() { MaxRequests = 1 };
        Server.GivenRequest(request => request.Path.EndsWith("/models", StringComparison.Ordinal)).AnswersJson("""{"data":[{"id":"m"}]}""");
        Server.Answers(Answer());
        await SendAsync();

        await Client.ListModelsAsync(cancellationToken: Guard);

        Options.Budget.Spent.Requests.Should().Be(1);
    }

    [Test]
    public async Task Request_to_a_model_without_a_price_is_refused_if_the_cost_is_limited()
    {
        var scope = new ChatBudget { MaxCost = 1 };

        var refusal = await ShouldBeRefusedAsync(() => Client.CreateAsync(_hello with { Model = "other" }, new() { Budget = scope }, Guard));

        (refusal.Kind, refusal.IsRetryable, Server.Requests.Count).Should().Be((ChatBudgetErrorKind.UnknownPrice, false, 0));
        refusal.Message.Should().Contain("Prices").And.Contain("'other'");
        scope.Spent.Should().Be(new ChatSpending());
    }

    [Test]
    public async Task TryCreateAsync_returns_the_budget_exception_instead_of_throwing_it()
    {
        Options.Budget = new() { MaxRequests = 1 };
        Server.AnswersAlways(Answer());
        await SendAsync();

        var result = await Client.TryCreateAsync(_hello, cancellationToken: Guard);

        result.Error.Should().BeOfType<ChatBudgetException>();
    }
}
