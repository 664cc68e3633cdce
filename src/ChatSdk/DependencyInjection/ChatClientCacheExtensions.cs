using ChatSdk;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides extension methods to add a response cache to a client.</summary>
public static class ChatClientCacheExtensions
{
    /// <summary>
    /// Caches complete answers in the registered <see cref="IDistributedCache"/>. A request that is equal to an earlier one is not sent, but
    /// gets the cached answer. A cached stream is returned as a stream. Requests are equal if they have the same URL apart from its query, the same
    /// body except for the order of its members, and the same headers and query in the call options. Answers that were cut off,
    /// filtered or interrupted are not cached. <see cref="ChatCallOptions.UseResponseCache"/> can turn the cache off for a call;
    /// <see cref="ChatResponseInfo.IsFromCache"/> indicates whether an answer is from the cache.
    /// </summary>
    /// <remarks>
    /// Requests with different API keys can be equal; see <see cref="ChatResponseCacheOptions.KeyPrefix"/>. If the cache fails, calls
    /// continue without it, and a warning is logged. Starting the host or resolving the client throws an <see
    /// cref="InvalidOperationException"/> if no cache is registered, and an <see cref="OptionsValidationException"/> if an option is invalid.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddChatClient</c> returned.</param>
    /// <param name="configure">Configures the options; <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder was not returned by <c>AddChatClient</c>.</exception>
    public static IHttpClientBuilder AddResponseCache(this IHttpClientBuilder builder, Action<ChatResponseCacheOptions>? configure = null)
    {
        var name = ChatClientBuilders.OptionsNameOf(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ChatResponseCacheOptions>, ChatResponseCacheOptionsValidator>());
        builder.Services.AddOptions<ChatResponseCacheOptions>(name).Configure(configure ?? (_ => { }));
        builder.Services.AddOptions<ChatClientOptions>(name).Configure<IServiceProvider>((client, provider) => client.Cache = Cache(provider, name));
        return builder;
    }

    private static (IDistributedCache Store, ChatResponseCacheOptions Options) Cache(IServiceProvider provider, string name) => (
        provider.GetService<IDistributedCache>()
            ?? throw new InvalidOperationException("AddResponseCache requires an IDistributedCache, but none is registered. Register one with AddDistributedMemoryCache (package Microsoft.Extensions.Caching.Memory) or AddStackExchangeRedisCache (Microsoft.Extensions.Caching.StackExchangeRedis)."),
        provider.GetRequiredService<IOptionsMonitor<ChatResponseCacheOptions>>().Get(name));
}
