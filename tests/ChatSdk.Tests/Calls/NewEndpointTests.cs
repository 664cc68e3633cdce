using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Calls;

/// <summary>Tests that addresses, telemetry, fallback servers, the cache and retries work for an endpoint that is defined only in this file.</summary>
[TestFixture]
public sealed class NewEndpointTests : TelemetryTest
{
    private const string _ranking = """{"model":"ranker-2","order":[1,0],"usage":{"prompt_tokens":3,"completion_tokens":1}}""";

    private static readonly Endpoint<Ranking> _rank = new(HttpMethod.Post, "rank", (body, _, _) => ValueTask.FromResult(Ranking.Parse(body)))
    {
        TelemetryName = "rank",
        IsCacheable = true,
    };

    private static readonly RankRequest _request = new("ranker");

    [TestCase("/v1")]
    [TestCase("/v1/rank")]
    [TestCase("/v1/chat/completions")]
    public async Task Request_is_sent_to_the_path_of_the_new_endpoint_whatever_the_form_of_the_base_address(string path)
    {
        Options.BaseAddress = new Uri(new Uri(Server.BaseAddress), path).AbsoluteUri;
        Server.AnswersJson(_ranking);

        var ranking = await Client.RunAsync(_rank, options: null, Guard, _request);

        ranking.Order.Should().Equal(1, 0);
        Server.Requests.Should().ContainSingle().Which.Path.Should().Be("/v1/rank");
    }

    [Test]
    public async Task Span_for_a_new_endpoint_contains_the_operation_the_models_and_the_usage()
    {
        Server.AnswersJson(_ranking);

        await Client.RunAsync(_rank, options: null, Guard, _request);

        Span.DisplayName.Should().Be("rank ranker");
        Tags["gen_ai.operation.name"].Should().Be("rank");
        Tags["gen_ai.request.model"].Should().Be("ranker");
        Tags["gen_ai.response.model"].Should().Be("ranker-2");
        Tags["gen_ai.usage.input_tokens"].Should().Be(3L);
    }

    [Test]
    public async Task Request_to_a_new_endpoint_falls_back_to_another_server_and_its_model()
    {
        await using var second = await FakeChatServer.StartAsync(Guard);
        Server.AnswersError(503, "Busy.");
        second.AnswersJson(_ranking);
        await using var services = Services(builder => builder.AddFallback(fallback => fallback.Servers.Add(new() { BaseAddress = second.BaseAddress, Model = "other" })));

        await services.GetRequiredService<ChatClient>().RunAsync(_rank, options: null, Guard, _request);

        second.Requests.Should().ContainSingle().Which.Json!.Value.GetProperty("model").GetString().Should().Be("other");
    }

    [Test]
    public async Task Repeated_request_to_a_new_endpoint_is_answered_from_the_cache()
    {
        Server.AnswersJson(_ranking);
        await using var services = Services(builder => builder.AddResponseCache());
        var client = services.GetRequiredService<ChatClient>();

        var first = await client.RunAsync(_rank, options: null, Guard, _request);
        var second = await client.RunAsync(_rank, options: null, Guard, _request);

        Server.Requests.Should().ContainSingle();
        second.Order.Should().Equal(first.Order);
    }

    [Test]
    public async Task Failed_request_to_a_new_endpoint_is_retried()
    {
        (Options.MaxRetries, Options.RetryDelay) = (1, TimeSpan.Zero);
        Server.AnswersError(503, "Busy.").AnswersJson(_ranking);

        var ranking = await Client.RunAsync(_rank, options: null, Guard, _request);

        ranking.Order.Should().Equal(1, 0);
    }

    private ServiceProvider Services(Action<IHttpClientBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddSingleton<Microsoft.Extensions.Caching.Distributed.IDistributedCache, Caching.PuppetStore>();
        add(services.AddChatClient(options => (options.BaseAddress, options.MaxRetries) = (Server.BaseAddress, 0)));
        return services.BuildServiceProvider();
    }

    private sealed record RankRequest(string? Model) : WireRecord, IModelRequest
    {
        public int? ChoiceCount => null;

        public WireRecord WithModel(string model) => this with { Model = model };

        private protected override void WriteMembers(WireWriter json) => json.Member("model", Model);
    }

    private sealed record Ranking(string? Model, ChatUsage? Usage, int[] Order) : IModelAnswer
    {
        public string? Id => null;

        public IEnumerable<FinishReason?> FinishReasons => [];

        public bool IsComplete => Order.Length > 0;

        public static Ranking Parse(ReadOnlyMemory<byte> body)
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return new(root.GetProperty("model").GetString(), root.GetProperty("usage").Deserialize<ChatUsage>(), [.. root.GetProperty("order").EnumerateArray().Select(item => item.GetInt32())]);
        }
    }
}
