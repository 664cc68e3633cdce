using ChatSdk.Testing;
using ChatSdk.Tests.Fallback;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests budgets with fallback servers.</summary>
[TestFixture]
public sealed class BudgetFallbackTests : FallbackTest
{
    private readonly ChatBudget _budget = new() { MaxRequests = 2 };

    [Test]
    public async Task Request_to_a_fallback_server_is_charged_at_the_price_of_the_fallback_model()
    {
        UseBudget();
        First.AnswersError(503, "Busy.");
        Second.Answers(Answer());

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        _budget.Spent.Should().Be(new ChatSpending { Requests = 2, InputTokens = 10, OutputTokens = 5, Cost = 0.00015m });
    }

    [Test]
    public async Task Fallback_server_can_have_its_own_price_and_budget()
    {
        var ofSecond = new ChatBudget();
        UseBudget(server => (server.Prices["second-model"], server.Budget) = (new() { Input = 1 }, ofSecond));
        First.AnswersError(503, "Busy.");
        Second.Answers(Answer());

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        ofSecond.Spent.Should().Be(new ChatSpending { Requests = 1, InputTokens = 10, OutputTokens = 5, Cost = 0.000015m });
        _budget.Spent.Should().Be(new ChatSpending { Requests = 2, InputTokens = 10, OutputTokens = 5, Cost = 0.000015m });
    }

    [Test]
    public async Task No_server_is_tried_after_the_maximum_number_of_requests()
    {
        UseBudget();
        First.Answers(Answer()).Answers(Answer());
        await Client.CreateAsync("Hi", cancellationToken: Guard);
        await Client.CreateAsync("Hi", cancellationToken: Guard);

        await FluentActions.Awaiting(() => Client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatBudgetException>();

        (First.Requests.Count, Second.Requests.Count).Should().Be((2, 0));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Invalid_price_of_a_fallback_server_is_reported(bool isSameServer)
    {
        UseBudget(server =>
        {
            server.BaseAddress = isSameServer ? null : server.BaseAddress;
            server.Prices["second-model"] = new() { Input = -1 };
        });

        FluentActions.Invoking(() => Client).Should().Throw<OptionsValidationException>().WithMessage("*Servers[0]: Prices[\"second-model\"].Input must be positive*");
    }

    private static FakeAnswer Answer() => FakeAnswer.Text("Hi").WithUsage(new() { PromptTokens = 10, CompletionTokens = 5 });

    private void UseBudget(Action<ChatClientOptions>? server = null) => Build(builder =>
    {
        var second = SecondServer;
        server?.Invoke(second);
        builder.Services.Configure<ChatClientOptions>(options =>
        {
            options.Budget = _budget;
            options.Prices["second-model"] = new() { Input = 10 };
        });
        builder.AddFallback(options => options.Servers.Add(second));
    });
}
