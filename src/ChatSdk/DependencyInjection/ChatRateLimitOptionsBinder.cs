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

    private static readonly string[] _keys = [.. _members.Keys, nameof(ChatRateLimitOptions.Models)];

    /// <summary>Binds the section to the options.</summary>
    /// <exception cref="InvalidOperationException">A key is unknown, or a value has the wrong type.</exception>
    public static void Bind(IConfigurationSection section, ChatRateLimitOptions options)
    {
        ModelSections.ThrowIfValue(section, _keys);
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
                throw new InvalidOperationException($"The configuration key '{entry.Path}' is unknown. The known keys are: {string.Join(", ", _keys)}.");
            }
        }
    }

    private static void BindModels(IConfigurationSection models, ChatRateLimitOptions options)
    {
        foreach (var (model, section) in ModelSections.Read(models, _keys))
        {
            if (!options.Models.TryGetValue(model, out var limits))
            {
                options.Models[model] = limits = new();
            }

            Bind(section.GetChildren().Where(entry => _keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)), limits);
        }
    }
}
