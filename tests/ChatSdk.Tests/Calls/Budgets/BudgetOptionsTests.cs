using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.Budgets;

/// <summary>Tests that budgets and prices are read from configuration, and that invalid ones are reported.</summary>
[TestFixture]
public sealed class BudgetOptionsTests : BudgetTest
{
    private static readonly TestCaseData[] _invalid =
    [
        new(new ChatBudget { MaxRequests = 0 }, "Budget.MaxRequests must be positive."),
        new(new ChatBudget { MaxRequests = -1 }, "Budget.MaxRequests must be positive."),
        new(new ChatBudget { MaxTokens = 0 }, "Budget.MaxTokens must be positive."),
        new(new ChatBudget { MaxTokens = -1 }, "Budget.MaxTokens must be positive."),
        new(new ChatBudget { MaxCost = 0 }, "Budget.MaxCost must be positive."),
        new(new ChatBudget { MaxCost = -0.01m }, "Budget.MaxCost must be positive."),
    ];

    private static readonly TestCaseData[] _invalidPrices =
    [
        new(new ChatModelPrice(), "Prices[\"m\"].Input must be positive, and at most a billion."),
        new(new ChatModelPrice { Input = -1 }, "Prices[\"m\"].Input must be positive, and at most a billion."),
        new(new ChatModelPrice { Input = 1, Output = 0 }, "Prices[\"m\"].Output must be positive, and at most a billion."),
        new(new ChatModelPrice { Input = 1, CachedInput = 0 }, "Prices[\"m\"].CachedInput must be positive, and at most a billion."),
        new(new ChatModelPrice { Input = decimal.MaxValue }, "Prices[\"m\"].Input must be positive, and at most a billion."),
        new(null, "Prices[\"m\"] is null."),
    ];

    [TestCaseSource(nameof(_invalid))]
    public async Task Invalid_budget_is_reported_wherever_it_is_set(ChatBudget budget, string message)
    {
        var conversation = new ChatConversation(Client) { Budget = budget };
        var ofTools = new ChatConversation(Client) { RequestTemplate = new() { Tools = [ChatTool.FromDelegate(() => 1, "one")] }, ToolOptions = new() { Budget = budget } };
        var options = new ChatClientOptions { BaseAddress = Server.BaseAddress, Budget = budget, Prices = Options.Prices };

        FluentActions.Invoking(() => new ChatClient(options)).Should().Throw<ArgumentException>().WithMessage($"{message}*");
        await FluentActions.Awaiting(() => SendAsync(budget)).Should().ThrowAsync<ArgumentException>().WithMessage($"{message}*");
        await FluentActions.Awaiting(() => conversation.SendAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>().WithMessage($"{message}*");
        await FluentActions.Awaiting(() => ofTools.SendAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ArgumentException>().WithMessage($"{message}*");
        Server.Requests.Should().BeEmpty();
    }

    [TestCaseSource(nameof(_invalidPrices))]
    public void Invalid_price_is_reported(ChatModelPrice price, string message)
    {
        Options.Prices["m"] = price;

        FluentActions.Invoking(() => NewClient(Options)).Should().Throw<ArgumentException>().WithMessage($"{message}*");
    }

    [Test]
    public async Task Maximum_cost_requires_prices()
    {
        Options.Prices.Clear();
        var act = () => SendAsync(new ChatBudget { MaxCost = 1 });

        await act.Should().ThrowAsync<ArgumentException>().WithMessage("Budget.MaxCost requires the prices of the models. Set Prices.*");
    }

    [Test]
    public void Maximum_cost_requires_a_price_for_the_default_model_of_the_client()
    {
        (Options.Budget, Options.Model) = (new() { MaxCost = 1 }, "other");

        FluentActions.Invoking(() => NewClient(Options)).Should().Throw<ArgumentException>().WithMessage("Budget.MaxCost requires a price for the Model 'other'. Add it to Prices.*");
    }

    [Test]
    public async Task Price_that_is_changed_after_the_client_was_created_has_no_effect()
    {
        Options.Budget = new();
        Server.Answers(Answer());
        var client = Client;
        Options.Prices["m"] = new() { Input = 1000 };

        await client.CreateAsync(_hello, cancellationToken: Guard);

        Options.Budget.Spent.Cost.Should().Be(0.00007m);
    }

    [Test]
    [SetCulture("de-DE")]
    public async Task Budget_and_prices_are_read_from_configuration()
    {
        Server.AnswersAlways(Answer());
        using var provider = Add(
            ("Budget:maxRequests", "7"),
            ("Budget:MaxTokens", "1000000"),
            ("Budget:MaxCost", "2.5"),
            ("Prices:m:Input", "2"),
            ("Prices:m:Output", "1e1"),
            ("Prices:llama3:8b:Input", "0.05"),
            ("Prices:llama3:Input", "0.5"),
            ("Prices:llama3:CachedInput", "0.25"));

        var client = provider.GetRequiredService<ChatClient>();
        await client.CreateAsync("Hi", cancellationToken: Guard);

        client.Budget.Should().BeEquivalentTo(new { MaxRequests = 7, MaxTokens = 1_000_000, MaxCost = 2.5m });
        client.Budget!.Spent.Cost.Should().Be(0.00007m);
        client.Options.Prices.Should().BeEquivalentTo(new Dictionary<string, ChatModelPrice>(StringComparer.Ordinal)
        {
            ["m"] = new() { Input = 2, Output = 10 },
            ["llama3"] = new() { Input = 0.5m, CachedInput = 0.25m },
            ["llama3:8b"] = new() { Input = 0.05m },
        });
    }

    [TestCase("Budget:MaxRequests", "0", "Budget.MaxRequests must be positive.")]
    [TestCase("Budget:MaxCost", "1", "Budget.MaxCost requires the prices of the models. Set Prices.")]
    [TestCase("Prices:m:Output", "1", "Prices[\"m\"].Input must be positive, and at most a billion.")]
    public void Invalid_budget_or_price_in_the_configuration_is_reported(string key, string value, string message)
    {
        using var provider = Add((key, value));

        FluentActions.Invoking(provider.GetRequiredService<ChatClient>).Should().Throw<OptionsValidationException>().WithMessage(message);
        FluentActions.Invoking(() => provider.GetRequiredService<IStartupValidator>().Validate()).Should().Throw<OptionsValidationException>();
    }

    [TestCase("Budget:MaxRequest", "1", "*'Chat:Budget:MaxRequest'*MaxRequests, MaxTokens, MaxCost.")]
    [TestCase("Budget", "1", "*'Chat:Budget'*MaxRequests, MaxTokens, MaxCost.")]
    [TestCase("Budget:MaxTokens", "many", "*'Chat:Budget:MaxTokens'*")]
    [TestCase("Budget:MaxTokens", "1.5", "*'Chat:Budget:MaxTokens'*")]
    [TestCase("Prices:m:In", "1", "*'Chat:Prices:m:In'*Input, Output, CachedInput.")]
    [TestCase("Prices:m", "1", "*'Chat:Prices:m'*Input, Output, CachedInput.")]
    [TestCase("Prices", "1", "*'Chat:Prices'*")]
    [TestCase("Prices:m:Input", "1,5", "*'Chat:Prices:m:Input'*")]
    public void Unknown_key_or_unreadable_value_in_the_configuration_is_reported(string key, string value, string message)
    {
        using var provider = Add((key, value));

        FluentActions.Invoking(provider.GetRequiredService<ChatClient>).Should().Throw<InvalidOperationException>().WithMessage(message);
    }

    [Test]
    public async Task Registered_client_uses_the_budget_in_its_options()
    {
        var budget = new ChatBudget();
        var services = new ServiceCollection();
        services.AddChatClient(options => (options.BaseAddress, options.Model, options.Budget) = (Server.BaseAddress, "m", budget));
        using var provider = services.BuildServiceProvider();
        Server.Answers(Answer());

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        budget.Spent.TotalTokens.Should().Be(15);
    }

    private ServiceProvider Add(params (string Key, string Value)[] values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.Append(("BaseAddress", Server.BaseAddress)).Append(("Model", "m")).Select(pair => KeyValuePair.Create($"Chat:{pair.Item1}", (string?)pair.Item2)))
            .Build();
        var services = new ServiceCollection();
        services.AddChatClient(configuration.GetSection("Chat"));
        return services.BuildServiceProvider();
    }
}
