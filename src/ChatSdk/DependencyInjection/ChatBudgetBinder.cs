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
    /// <exception cref="InvalidOperationException">A key is unknown, a value is not a number, or the section has a value instead of keys.</exception>
    public static ChatBudget ReadBudget(IConfigurationSection section)
    {
        ModelSections.ThrowIfValue(section, _maxima);
        if (section.GetChildren().FirstOrDefault(entry => !_maxima.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
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

    /// <summary>Reads a section whose keys are the names of models, and adds their prices to <paramref name="prices"/>.</summary>
    /// <exception cref="InvalidOperationException">A price is not a number, or there is a value where a section is expected.</exception>
    public static void AddPrices(IConfigurationSection section, IDictionary<string, ChatModelPrice> prices)
    {
        foreach (var (model, entry) in ModelSections.Read(section, _prices))
        {
            prices[model] = new ChatModelPrice
            {
                Input = Number<decimal>(entry, nameof(ChatModelPrice.Input)) ?? 0,
                Output = Number<decimal>(entry, nameof(ChatModelPrice.Output)),
                CachedInput = Number<decimal>(entry, nameof(ChatModelPrice.CachedInput)),
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
}
