using System.Diagnostics.Metrics;
using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Polly;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the retry events that Polly reports in applications that have registered its telemetry.</summary>
[TestFixture]
public sealed class RetryTelemetryTests : ClientTest, IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly List<Dictionary<string, object?>> _events = [];

    public void Dispose() => _meters.Dispose();

    [SetUp]
    public void CollectEvents()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Polly", Name: "resilience.polly.strategy.events" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<int>((_, _, tags, _) =>
        {
            lock (_events)
            {
                _events.Add(tags.ToArray().ToDictionary(StringComparer.Ordinal));
            }
        });
        _meters.Start();
    }

    [Test]
    public async Task Retries_are_reported_with_the_library_name_and_the_server_address()
    {
        await using var provider = Build(services => services.AddResiliencePipeline("own", _ => { }));
        Server.AnswersError(503, "Not yet.").AnswersText("Hello.");

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", Guard);

        var retry = EventsOfThisServer().Single(tags => (string)tags["event.name"]! == "OnRetry");
        retry["pipeline.name"].Should().Be("ChatSdk");
        retry["exception.type"].Should().Be(typeof(ChatApiException).FullName);
    }

    [Test]
    public async Task Retries_at_a_fallback_server_are_reported_with_its_address()
    {
        await using var other = await FakeChatServer.StartAsync();
        await using var provider = Build(
            services => services.AddResiliencePipeline("own", _ => { }),
            client => client.AddFallback(options => options.Servers.Add(new() { BaseAddress = other.BaseAddress, Model = "m", RetryDelay = TimeSpan.FromMilliseconds(1) })));
        Server.AnswersError(503, "Never.");
        other.AnswersError(500, "Not yet.").AnswersText("Hello.");

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", Guard);

        EventsOf(other).Should().Contain(tags => (string)tags["event.name"]! == "OnRetry");
    }

    [Test]
    public async Task Nothing_is_reported_in_an_application_without_Polly_telemetry()
    {
        await using var provider = Build(_ => { });
        Server.AnswersError(503, "Not yet.").AnswersText("Hello.");

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", Guard);

        EventsOfThisServer().Should().BeEmpty();
    }

    private ServiceProvider Build(Action<IServiceCollection> add, Action<IHttpClientBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        add(services);
        var client = services.AddLogging().AddChatClient(options =>
            (options.BaseAddress, options.Model, options.RetryDelay) = (Server.BaseAddress, "m", TimeSpan.FromMilliseconds(1)));
        configure?.Invoke(client);
        return services.BuildServiceProvider();
    }

    private List<Dictionary<string, object?>> EventsOfThisServer() => EventsOf(Server);

    // Other tests run at the same time and report to the same meter, so only the events of the given server are returned.
    private List<Dictionary<string, object?>> EventsOf(FakeChatServer server)
    {
        lock (_events)
        {
            return [.. _events.Where(tags => tags.GetValueOrDefault("pipeline.instance") is string instance && instance == server.BaseAddress)];
        }
    }
}
