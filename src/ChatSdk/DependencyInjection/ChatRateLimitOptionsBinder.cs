using ChatSdk;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Binds <see cref="ChatClientOptions.RateLimits"/> from configuration.</summary>
internal static class ChatRateLimitOptionsBinder
{
    private static readonly Dictionary<string, Action<ChatRateLimitOptions, string>> _members = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ChatRateLimitOptions.RequestsPerMinute)] = (options, text) => options.RequestsPerMinute = ChatClientOptionsBinder.Integer(text),
        [nameof(ChatRateLimitOptions.TokensPerMinute)] = (options, text) => options.TokensPerMinute = ChatClientOptionsBinder.Integer(text),
        [nameof(ChatRateLimitOptions.Burst)] = (options, text) => options.Burst = ChatClientOptionsBinder.Time(text),
        [nameof(ChatRateLimitOptions.FollowServer)] = (options, text) => options.FollowServer = ChatClientOptionsBinder.Boolean(text),
    };

    /// <summary>Binds the section to the options.</summary>
    /// <exception cref="InvalidOperationException">A key is unknown, or its value has the wrong type.</exception>
    public static void Bind(IConfigurationSection section, ChatRateLimitOptions options)
    {
        ThrowIfValue(section);
        Bind(section.GetChildren(), options);
    }

    private static void Bind(IEnumerable<IConfigurationSection> entries, ChatRateLimitOptions options)
    {
        foreach (var entry in entries)
        {
            if (entry.Key.Equals(nameof(options.Models), StringComparison.OrdinalIgnoreCase))
            {
                BindModels(entry, options);
            }
            else if (_members.TryGetValue(entry.Key, out var set))
            {
                ChatClientOptionsBinder.Read(entry, () => set(options, entry.Value ?? ""));
            }
            else
            {
                throw new InvalidOperationException($"The configuration has a key '{entry.Path}', which is unknown. The keys are: {string.Join(", ", _members.Keys)}, {nameof(options.Models)}.");
            }
        }
    }

    private static void BindModels(IConfigurationSection models, ChatRateLimitOptions options)
    {
        foreach (var entry in models.GetChildren())
        {
            BindModel(entry, entry.Key, options);
        }
    }

    // A colon separates sections. The limits of a model whose name contains one are therefore in a nested section.
    private static void BindModel(IConfigurationSection section, string model, ChatRateLimitOptions options)
    {
        ThrowIfValue(section);
        var entries = section.GetChildren().ToLookup(entry => !IsMember(entry.Key) && entry.GetChildren().Any());
        foreach (var entry in entries[true])
        {
            BindModel(entry, $"{model}:{entry.Key}", options);
        }

        if (entries[false].Any() || !entries[true].Any())
        {
            if (!options.Models.TryGetValue(model, out var limits))
            {
                options.Models[model] = limits = new();
            }

            Bind(entries[false], limits);
        }
    }

    private static bool IsMember(string key) => _members.ContainsKey(key) || key.Equals(nameof(ChatRateLimitOptions.Models), StringComparison.OrdinalIgnoreCase);

    private static void ThrowIfValue(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 })
        {
            throw new InvalidOperationException($"The configuration key '{section.Path}' has a value, but must be a section.");
        }
    }
}
