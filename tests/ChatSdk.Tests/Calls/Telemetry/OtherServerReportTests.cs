using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the telemetry for calls that are answered by a fallback server, by a server that the call specifies, or from the cache.</summary>
[TestFixture]
public sealed class OtherServerReportTests : TelemetryTest
{
    [Test]
    public async Task Span_and_metrics_name_the_server_that_answered()
    {
        await using var second = await FakeChatServer.StartAsync(Guard);
        await using var provider = Build(builder => builder.AddFallback(options => options.Servers.Add(new() { BaseAddress = second.BaseAddress, Model = "other" })));
        Server.AnswersError(503, "Busy.");

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        Span.ShouldHave(
            ("server.port", new Uri(second.BaseAddress).Port),
            ("gen_ai.request.model", "m"),
            ("gen_ai.response.model", "other"),
            ("chatsdk.attempts", 2));
        Tags.Should().NotContainKey("error.type");
        Telemetry.Measurements.Should().OnlyContain(measured => (int)measured.Tags["server.port"]! == new Uri(second.BaseAddress).Port);
        Telemetry.HttpSpans.Should().HaveCount(2).And.OnlyContain(attempt => attempt.ParentSpanId == Span.SpanId);
    }

    [Test]
    public async Task Call_with_its_own_address_is_reported_with_that_address()
    {
        await using var second = await FakeChatServer.StartAsync(Guard);

        await Client.CreateAsync(_hello, new ChatCallOptions { BaseAddress = second.BaseAddress }, Guard);

        Tags["server.port"].Should().Be(new Uri(second.BaseAddress).Port);
    }

    [Test]
    public async Task Cached_answer_is_reported_as_a_cache_hit_and_adds_no_tokens_to_the_metric()
    {
        await using var provider = Build(builder => builder.AddResponseCache());
        var client = provider.GetRequiredService<ChatClient>();
        Server.AnswersJson(Answer);
        await client.CreateAsync("Hi", cancellationToken: Guard);
        var measured = Telemetry.Measurements.Count;

        await client.CreateAsync("Hi", cancellationToken: Guard);

        Telemetry.Spans[0].ShouldHave(("chatsdk.response_cache.hit", false), ("chatsdk.attempts", 1));
        Telemetry.Spans[1].ShouldHave(
            ("chatsdk.response_cache.hit", true),
            ("chatsdk.attempts", 0),
            ("gen_ai.response.id", "c-1"),
            ("gen_ai.usage.output_tokens", 7L));
        Telemetry.Measurements.Skip(measured).Select(measurement => measurement.Name).Should().Equal("gen_ai.client.operation.duration");
        Telemetry.HttpSpans.Should().ContainSingle();
    }

    [Test]
    public async Task Cached_stream_is_reported_as_a_cache_hit_and_adds_no_tokens_to_the_metric()
    {
        await using var provider = Build(builder => builder.AddResponseCache());
        var client = provider.GetRequiredService<ChatClient>();
        Server.Answers(FakeAnswer.Events(ChunkOf("Hi"), Finish, Usage, "[DONE]"));
        await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        Telemetry.Spans[1].ShouldHave(("chatsdk.response_cache.hit", true), ("gen_ai.usage.output_tokens", 7L));
        Telemetry.Measurements.Count(measurement => measurement.Name == "gen_ai.client.token.usage").Should().Be(2, "input and output of the first stream");
    }

    [Test]
    public async Task Call_that_bypasses_the_cache_has_no_cache_tag()
    {
        await using var provider = Build(builder => builder.AddResponseCache());

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", new ChatCallOptions { UseResponseCache = false }, Guard);

        Tags.Should().NotContainKey("chatsdk.response_cache.hit");
    }

    private ServiceProvider Build(Action<IHttpClientBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddDistributedMemoryCache();
        add(services.AddChatClient(options => (options.BaseAddress, options.Model) = (Server.BaseAddress, "m")));
        return services.BuildServiceProvider();
    }
}
