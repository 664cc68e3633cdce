using ChatSdk;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that add a response cache to a client.</summary>
public static class ChatClientCacheExtensions
{
    /// <summary>
    /// Stores complete answers in the program's <see cref="IDistributedCache"/>, and answers an equal request from there without
    /// sending it: plain answers as such, streams as streams. Requests are equal if they have the same address without its query,
    /// the same body whatever the order of its members, and the same headers and query in the call's own options. An answer that
    /// was cut, filtered or broken off is not stored. <see cref="ChatCallOptions.UseResponseCache"/> turns the cache off for a
    /// call; <see cref="ChatResponseInfo.IsFromCache"/> tells where an answer is from.
    /// </summary>
    /// <remarks>
    /// The client's key does not count for equality: see <see cref="ChatResponseCacheOptions.KeyPrefix"/>. If the cache fails,
    /// calls continue without it, which is logged once. If the services have no cache, starting the host, or resolving the client,
    /// throws an <see cref="InvalidOperationException"/>; an invalid option, an <see cref="OptionsValidationException"/>.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddChatClient</c> returned.</param>
    /// <param name="configure">Sets the options; the defaults if <see langword="null"/>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The builder is not one of <c>AddChatClient</c>.</exception>
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
            ?? throw new InvalidOperationException("AddResponseCache needs an IDistributedCache, and there is none: add one, such as AddDistributedMemoryCache (package Microsoft.Extensions.Caching.Memory) or AddStackExchangeRedisCache (Microsoft.Extensions.Caching.StackExchangeRedis)."),
        provider.GetRequiredService<IOptionsMonitor<ChatResponseCacheOptions>>().Get(name));
}
