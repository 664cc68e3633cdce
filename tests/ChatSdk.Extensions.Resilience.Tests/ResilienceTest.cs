using ChatSdk.Tests;
using ChatSdk.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Extensions.Resilience.Tests;

/// <summary>Provides each test with a fake server, a clock, and clients that use <c>AddChatResilience</c>.</summary>
public abstract class ResilienceTest : ClientTest
{
    private readonly List<ServiceProvider> _providers = [];

    private protected ManualTime Time { get; } = new();

    private protected LogBook Log { get; } = new();

    [TearDown]
    public async Task DisposeProvidersAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        Log.Dispose();
    }

    /// <summary>Creates a client that uses <c>AddChatResilience</c>, and retries without a delay unless <paramref name="configure"/> sets one.</summary>
    protected ChatClient Resilient(Action<ChatResilienceOptions>? configure = null, Action<IHttpClientBuilder>? add = null, Action<ChatClientOptions>? client = null) =>
        Build(builder =>
        {
            builder.AddChatResilience(options =>
            {
                options.Retry.Delay = TimeSpan.Zero;
                configure?.Invoke(options);
            });
            add?.Invoke(builder);
        },
        client).GetRequiredService<ChatClient>();

    /// <summary>Creates a client like <see cref="Resilient"/>, but its delays and time limits use the clock of the test.</summary>
    protected ChatClient Timed(Action<ChatResilienceOptions>? configure = null, Action<IHttpClientBuilder>? add = null, Action<ChatClientOptions>? client = null) =>
        Resilient(configure, add, options =>
        {
            options.TimeProvider = Time;
            client?.Invoke(options);
        });

    protected ServiceProvider Build(Action<IHttpClientBuilder> add, Action<ChatClientOptions>? client = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        add(services.AddChatClient(options =>
        {
            (options.BaseAddress, options.Model) = (Server.BaseAddress, "m");
            client?.Invoke(options);
        }));
        _providers.Add(services.BuildServiceProvider());
        return _providers[^1];
    }

    protected static async Task<T> FailAsync<T>(Func<Task> call)
        where T : Exception => (await call.Should().ThrowExactlyAsync<T>()).Which;

    protected static Task<T> FailAsync<T>(ChatClient client, ChatCallOptions? options = null)
        where T : Exception => FailAsync<T>(() => client.CreateAsync("Hi", options, Guard));

    protected static async Task ShouldRejectAsync(ChatClient client, ChatConnectionErrorKind kind, ChatCallOptions? options = null)
    {
        var failure = await FailAsync<ChatConnectionException>(client, options);

        (failure.Kind, failure.Attempts).Should().Be((kind, 0));
    }

    protected static async Task<string> StreamAsync(ChatClient client) =>
        (await client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard)).Text;
}
