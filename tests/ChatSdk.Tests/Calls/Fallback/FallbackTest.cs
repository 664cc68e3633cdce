using ChatSdk.Testing;
using ChatSdk.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Fallback;

/// <summary>Provides a client with a primary server and a fallback server.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class FallbackTest : IDisposable
{
    private readonly LogBook _log = new();
    private ServiceProvider? _services;

    private protected ManualTime Time { get; } = new();

    protected static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    protected FakeChatServer First { get; private set; } = null!;

    protected FakeChatServer Second { get; private set; } = null!;

    protected ChatClientOptions SecondServer => new() { BaseAddress = Second.BaseAddress, ApiKey = "second-key", Model = "second-model" };

    protected ChatClient Client
    {
        get
        {
            if (_services is null)
            {
                UseServers(options => options.Servers.Add(SecondServer));
            }

            return _services!.GetRequiredService<ChatClient>();
        }
    }

    private protected IReadOnlyCollection<LogBook.LogLine> Lines => _log.Lines;

    public void Dispose()
    {
        _log.Dispose();
        GC.SuppressFinalize(this);
    }

    [SetUp]
    public async Task StartAsync()
    {
        First = await FakeChatServer.StartAsync(Guard);
        Second = await FakeChatServer.StartAsync(Guard);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await First.DisposeAsync();
        await Second.DisposeAsync();
    }

    protected void UseServers(Action<ChatFallbackOptions> configure, int retries = 0) => Build(builder => builder.AddFallback(configure), retries);

    protected void UseServers(IConfiguration section) => Build(builder => builder.AddFallback(section));

    /// <summary>Registers the client, to which <paramref name="add"/> adds handlers and fallback servers.</summary>
    protected void Build(Action<IHttpClientBuilder> add, int retries = 0)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace));
        add(services.AddChatClient(options =>
        {
            (options.BaseAddress, options.ApiKey, options.Model, options.TimeProvider) = (First.BaseAddress, "first-key", "m", Time);
            (options.MaxRetries, options.RetryDelay) = (retries, TimeSpan.Zero);
        }));
        _services = services.BuildServiceProvider();
    }
}
