using ChatSdk;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Creates a client. If <see cref="ChatClientOptions.ReloadsOnChange"/> is set, the client uses changed options as soon as they are available.</summary>
internal static class ReloadedClient
{
    /// <summary>Creates a client with the named options.</summary>
    /// <param name="provider">The services.</param>
    /// <param name="name">The name of the options.</param>
    /// <param name="http">Returns the <see cref="HttpClient"/> for a request.</param>
    /// <param name="complete">Checks and completes the options.</param>
    public static ChatClient Create(IServiceProvider provider, string name, Func<HttpClient> http, Func<ChatClientOptions, ChatClientOptions> complete)
    {
        var monitor = provider.GetRequiredService<IOptionsMonitor<ChatClientOptions>>();
        var current = monitor.Get(name);
        var client = new ChatClient(http, complete(current));
        if (current.ReloadsOnChange)
        {
            monitor.OnChange((_, changed) => Reload(changed));
            Reload(name);
        }

        return client;

        // The options that a notification passes are not used, because two changes may be reported in the wrong order. A change before the
        // registration is not reported at all, so the options are also read once afterwards.
        void Reload(string? changed)
        {
            var options = monitor.Get(name);
            if (changed != name || ReferenceEquals(Interlocked.Exchange(ref current, options), options))
            {
                return;
            }

            var (log, httpName) = (ChatLog.Of(options.LoggerFactory), ChatClientBuilders.HttpNameOf(name));
            try
            {
                client.Use(complete(options));
                log.Reloaded(httpName);
            }
            catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException or ArgumentException)
            {
                log.ReloadFailed(httpName, exception.Message);
            }
        }
    }
}
