using ChatSdk;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a cache of answers to a client.</summary>
public static class ChatClientCacheExtensions
{
    /// <summary>
    /// Keeps whole answers in the program's <see cref="IDistributedCache"/>, and gives them for the same request again without
    /// asking a server: plain answers as such, streams as streams. The same is: the same address without its query, the same
    /// body whatever the order of its members, and the same headers and query of the call's own options. An answer that was
    /// cut, filtered or broken off is not kept. A call goes without the cache by <see cref="ChatCallOptions.UseResponseCache"/>;
    /// an answer tells by <see cref="ChatResponseInfo.IsFromCache"/>.
    /// </summary>
    /// <remarks>
    /// The client's key is not part of what is the same: see <see cref="ChatResponseCacheOptions.KeyPrefix"/>. If the cache
    /// fails, calls go on without it, and that is logged once. If the services have none, starting the host, or asking for the
    /// client, throws an <see cref="InvalidOperationException"/>; a wrong option, an <see cref="OptionsValidationException"/>.
    /// </remarks>
    /// <param name="builder">What <c>AddChatClient</c> gave.</param>
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
