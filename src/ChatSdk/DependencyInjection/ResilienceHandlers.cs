using ChatSdk;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Notices a handler that retries by itself, so that its attempts and the client's do not multiply.</summary>
internal static class ResilienceHandlers
{
    // By its name: a reference to its package is nothing that every program should carry.
    private const string _name = "Microsoft.Extensions.Http.Resilience.ResilienceHandler";

    /// <summary>Returns the options for a client with these connections: the same ones, or without retries.</summary>
    /// <exception cref="InvalidOperationException">There is such a handler, and the options want none.</exception>
    public static ChatClientOptions Check(IServiceProvider provider, string httpName, ChatClientOptions options)
    {
        // The chain as it is built has every handler, wherever it was added: here, for all clients, or later.
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
