using ChatSdk.Testing;
using ChatSdk.Tests.Caching;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests budgets with a response cache.</summary>
[TestFixture]
public sealed class BudgetCacheTests : CacheTest
{
    [Test]
    public async Task Cached_answer_costs_nothing_and_is_returned_even_if_the_budget_is_used_up()
    {
        var budget = new ChatBudget { MaxRequests = 1 };
        var client = NewCached(client: options => (options.Budget, options.Prices["m"]) = (budget, new() { Input = 1 }));
        Server.Answers(FakeAnswer.Text("Hi").WithUsage(new() { PromptTokens = 10, CompletionTokens = 5 }));
        await IsCachedAsync(client);

        var isCached = await IsCachedAsync(client);

        isCached.Should().BeTrue();
        budget.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = 10, OutputTokens = 5, Cost = 0.000015m });
        await FluentActions.Awaiting(() => client.CreateAsync("Another", cancellationToken: Guard)).Should().ThrowAsync<ChatBudgetException>();
    }
}
