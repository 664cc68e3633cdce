using System.Diagnostics.CodeAnalysis;
using ChatSdk.Tests.Faults;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Caching;

/// <summary>Provides a fake server, and clients with a response cache.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The tear-down method disposes the fields.")]
public abstract class CacheTest : ClientTest
{
    private readonly List<ServiceProvider> _programs = [];

    private protected LogBook Log { get; } = new();

    private protected PuppetStore Store { get; } = new();

    [TearDown]
    public async Task EndAsync()
    {
        foreach (var program in _programs)
        {
            await program.DisposeAsync();
        }

        Log.Dispose();
    }

    /// <summary>Creates a client with its own service provider and a response cache in <paramref name="store"/>, by default in <see cref="Store"/>.</summary>
    private protected ChatClient NewCached(Action<ChatResponseCacheOptions>? configure = null, Action<ChatClientOptions>? client = null, IDistributedCache? store = null) =>
        NewCached(services => services.AddSingleton(store ?? Store), configure, client);

    /// <summary>Creates a client with its own service provider, to which <paramref name="addStore"/> adds the store of the response cache.</summary>
    private protected ChatClient NewCached(Action<IServiceCollection> addStore, Action<ChatResponseCacheOptions>? configure = null, Action<ChatClientOptions>? client = null) =>
        NewProgram(services =>
        {
            addStore(services);
            services.AddChatClient(options =>
            {
                (options.BaseAddress, options.Model, options.MaxRetries) = (Server.BaseAddress, "m", 0);
                client?.Invoke(options);
            }).AddResponseCache(configure);
        }).GetRequiredService<ChatClient>();

    private protected ServiceProvider NewProgram(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        add(services);
        _programs.Add(services.BuildServiceProvider());
        return _programs[^1];
    }

    /// <summary>Sends a request, and returns whether it was answered from the cache.</summary>
    private protected static async Task<bool> IsCachedAsync(ChatClient client, string prompt = "Hi", ChatCallOptions? options = null) =>
        (await client.CreateAsync(prompt, options, Guard)).Response!.IsFromCache;
}
