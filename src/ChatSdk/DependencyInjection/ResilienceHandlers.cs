using ChatSdk;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Detects resilience handlers, whose retries would be multiplied by those of the client. A handler that was added to all HTTP clients
/// of the application is removed from a <see cref="ChatClient"/>, except with <see cref="ResilienceHandlerBehavior.KeepBoth"/>. A handler
/// that was added only to this client remains, unless <c>AddChatResilience</c> replaces it.
/// </summary>
internal static class ResilienceHandlers
{
    // The handler is detected by its type name, to avoid a dependency on its package.
    private const string _name = "Microsoft.Extensions.Http.Resilience.ResilienceHandler";

    /// <summary>
    /// Returns a callback that removes the resilience handlers that were added to all HTTP clients. It must be registered before the caller can add
    /// handlers to this client, so that it sees only the shared handlers.
    /// </summary>
    public static Action<IList<DelegatingHandler>, IServiceProvider> RemoveShared(string httpName, Func<IServiceProvider, ChatClientOptions> optionsOf) =>
        Remove(optionsOf, log => log.SharedResilienceHandlerRemoved(httpName), behavior => behavior != ResilienceHandlerBehavior.KeepBoth);

    /// <summary>
    /// Returns a callback that removes the client's own resilience handlers, because the strategies of <c>AddChatResilience</c> replace them.
    /// It removes them only with <see cref="ResilienceHandlerBehavior.DisableRetries"/>.
    /// </summary>
    public static Action<IList<DelegatingHandler>, IServiceProvider> RemoveReplaced(string httpName, Func<IServiceProvider, ChatClientOptions> optionsOf) =>
        Remove(optionsOf, log => log.ResilienceHandlerReplaced(httpName), behavior => behavior == ResilienceHandlerBehavior.DisableRetries);

    private static Action<IList<DelegatingHandler>, IServiceProvider> Remove(
        Func<IServiceProvider, ChatClientOptions> optionsOf, Action<ILogger> report, Func<ResilienceHandlerBehavior, bool> applies)
    {
        var isLogged = 0;
        return (handlers, provider) =>
        {
            var options = optionsOf(provider);
            if (!applies(options.ResilienceHandlerBehavior) || handlers.All(handler => !IsNamed(handler.GetType())))
            {
                return;
            }

            for (var i = handlers.Count - 1; i >= 0; i--)
            {
                if (IsNamed(handlers[i].GetType()))
                {
                    handlers.RemoveAt(i);
                }
            }

            // The factory builds the handlers again every few minutes, but one message is enough.
            if (Interlocked.Exchange(ref isLogged, 1) == 0)
            {
                report(ChatLog.Of(options.LoggerFactory));
            }
        };
    }

    /// <summary>Returns the options for a client that uses the named <see cref="HttpClient"/>: unchanged, or without retries.</summary>
    /// <exception cref="InvalidOperationException">There is a resilience handler, and <see cref="ResilienceHandlerBehavior.Throw"/> is set.</exception>
    public static ChatClientOptions Check(IServiceProvider provider, string httpName, ChatClientOptions options)
    {
        // The chain of handlers is created for this check, because it contains all handlers of this client, whenever they were added.
        if (options.ResilienceHandlerBehavior == ResilienceHandlerBehavior.KeepBoth
            || !Has(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(httpName)))
        {
            return options;
        }

        if (options.ResilienceHandlerBehavior == ResilienceHandlerBehavior.Throw)
        {
            throw new InvalidOperationException($"The HttpClient '{httpName}' has a resilience handler, and ResilienceHandlerBehavior is Throw.");
        }

        ChatLog.Of(options.LoggerFactory).ResilienceHandlerFound(httpName);
        var withoutRetries = options.Copy();
        withoutRetries.RetriedElsewhere = static _ => true;
        return withoutRetries;
    }

    private static bool Has(HttpMessageHandler? handler) =>
        handler is DelegatingHandler link && (IsNamed(link.GetType()) || Has(link.InnerHandler));

    private static bool IsNamed(Type? type) => type is not null && (type.FullName == _name || IsNamed(type.BaseType));
}
