using ChatSdk;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Binds the options of <c>AddFallback</c> from configuration.</summary>
internal static class ChatFallbackOptionsBinder
{
    /// <summary>Binds the section to the options.</summary>
    /// <exception cref="InvalidOperationException">A key is unknown, or a value has the wrong type.</exception>
    public static void Bind(IConfiguration section, ChatFallbackOptions options)
    {
        foreach (var entry in section.GetChildren())
        {
            if (entry.Key.Equals(nameof(options.Servers), StringComparison.OrdinalIgnoreCase))
            {
                BindServers(entry, options);
            }
            else if (entry.Key.Equals(nameof(options.Cooldown), StringComparison.OrdinalIgnoreCase))
            {
                ChatClientOptionsBinder.Read(entry, () => options.Cooldown = ChatClientOptionsBinder.Time(entry.Value ?? ""));
            }
            else
            {
                throw new InvalidOperationException($"The configuration key '{entry.Path}' is unknown. The known keys are: Servers, Cooldown.");
            }
        }
    }

    private static void BindServers(IConfigurationSection list, ChatFallbackOptions options)
    {
        if (list.Value is { Length: > 0 })
        {
            throw new InvalidOperationException($"The configuration key '{list.Path}' has a value, but must be a list of servers.");
        }

        foreach (var entry in list.GetChildren())
        {
            var server = new ChatClientOptions();
            ChatClientOptionsBinder.Bind(entry, server);
            options.Servers.Add(server);
        }
    }
}
