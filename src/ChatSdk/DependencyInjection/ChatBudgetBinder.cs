using System.Numerics;
using ChatSdk;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Reads budgets and prices from configuration.</summary>
internal static class ChatBudgetBinder
{
    private static readonly string[] _maxima = [nameof(ChatBudget.MaxRequests), nameof(ChatBudget.MaxTokens), nameof(ChatBudget.MaxCost)];
    private static readonly string[] _prices = [nameof(ChatModelPrice.Input), nameof(ChatModelPrice.Output), nameof(ChatModelPrice.CachedInput)];

    /// <summary>Reads a budget.</summary>
    /// <exception cref="InvalidOperationException">A key is unknown, its value is not a number, or the section has a value instead of keys.</exception>
    public static ChatBudget ReadBudget(IConfigurationSection section)
    {
        ThrowIfValue(section, $"the keys {string.Join(", ", _maxima)}");
        if (section.GetChildren().FirstOrDefault(entry => !IsIn(_maxima, entry)) is { } unknown)
        {
            throw new InvalidOperationException($"The configuration key '{unknown.Path}' is unknown. The known keys are: {string.Join(", ", _maxima)}.");
        }

        return new ChatBudget
        {
            MaxRequests = Number<long>(section, nameof(ChatBudget.MaxRequests)),
            MaxTokens = Number<long>(section, nameof(ChatBudget.MaxTokens)),
            MaxCost = Number<decimal>(section, nameof(ChatBudget.MaxCost)),
        };
    }

    /// <summary>Adds the prices of a section, whose keys are the names of models.</summary>
    /// <exception cref="InvalidOperationException">A price is not a number, or there is a value where a section is expected.</exception>
    public static void AddPrices(IConfigurationSection section, IDictionary<string, ChatModelPrice> prices)
    {
        ThrowIfValue(section, "the names of the models");
        foreach (var model in section.GetChildren())
        {
            AddPrice(model, model.Key, prices);
        }
    }

    // A colon separates sections. The price of a model whose name contains one is therefore in a nested section.
    private static void AddPrice(IConfigurationSection section, string model, IDictionary<string, ChatModelPrice> prices)
    {
        ThrowIfValue(section, $"the keys {string.Join(", ", _prices)}");
        var entries = section.GetChildren().ToLookup(entry => IsIn(_prices, entry));
        foreach (var entry in entries[false])
        {
            AddPrice(entry, $"{model}:{entry.Key}", prices);
        }

        if (entries[true].Any() || !entries[false].Any())
        {
            prices[model] = new ChatModelPrice
            {
                Input = Number<decimal>(section, nameof(ChatModelPrice.Input)) ?? 0,
                Output = Number<decimal>(section, nameof(ChatModelPrice.Output)),
                CachedInput = Number<decimal>(section, nameof(ChatModelPrice.CachedInput)),
            };
        }
    }

    private static T? Number<T>(IConfigurationSection section, string key)
        where T : struct, INumberBase<T>
    {
        T? number = null;
        var entry = section.GetSection(key);
        if (entry.Value is { Length: > 0 } text)
        {
            ChatClientOptionsBinder.Read(entry, () => number = ChatClientOptionsBinder.Number<T>(text));
        }

        return number;
    }

    private static bool IsIn(string[] keys, IConfigurationSection entry) => keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase);

    // A value where a section is expected must not be ignored, because it may belong to a misspelled key.
    private static void ThrowIfValue(IConfigurationSection section, string content)
    {
        if (section.Value is { Length: > 0 })
        {
            throw new InvalidOperationException($"The configuration has a value for '{section.Path}', which must be a section with {content}.");
        }
    }
}
