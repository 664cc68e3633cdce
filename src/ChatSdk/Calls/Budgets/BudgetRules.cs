namespace ChatSdk;

/// <summary>Validates the budgets and prices in the options.</summary>
internal static class BudgetRules
{
    private const decimal _maxPrice = 1_000_000_000;

    /// <summary>Returns a message for each invalid value. The array also has <see langword="null"/> items, which stand for valid values.</summary>
    public static string?[] Failures(ChatClientOptions options) =>
    [
        .. options.Prices.SelectMany(price => PriceFailures($"{nameof(options.Prices)}[\"{OneLine.Of(price.Key, 100)}\"]", price.Value)),
        .. options.Budgets.SelectMany(budget => BudgetFailures(budget, options)),
        options.Budget?.MaxCost is not null && options.Prices.Count > 0 && options.Model is { } model && !options.Prices.ContainsKey(model)
            ? $"Budget.MaxCost requires a price for the Model '{OneLine.Of(model, 100)}'. Add it to Prices."
            : null,
    ];

    private static string?[] BudgetFailures(ChatBudget budget, ChatClientOptions options) =>
    [
        budget.MaxRequests <= 0 ? "Budget.MaxRequests must be positive." : null,
        budget.MaxTokens <= 0 ? "Budget.MaxTokens must be positive." : null,
        budget.MaxCost <= 0 ? "Budget.MaxCost must be positive." : null,
        budget.MaxCost is not null && options.Prices.Count == 0 ? "Budget.MaxCost requires the prices of the models. Set Prices." : null,
    ];

    private static string?[] PriceFailures(string name, ChatModelPrice? price) => price is null ? [$"{name} is null."] :
    [
        PriceFailure($"{name}.{nameof(price.Input)}", price.Input),
        PriceFailure($"{name}.{nameof(price.Output)}", price.Output),
        PriceFailure($"{name}.{nameof(price.CachedInput)}", price.CachedInput),
    ];

    private static string? PriceFailure(string name, decimal? price) => price is <= 0 or > _maxPrice ? $"{name} must be positive, and at most a billion." : null;
}
