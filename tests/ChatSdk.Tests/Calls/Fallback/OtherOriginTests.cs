using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Fallback;

/// <summary>Tests fallback to servers with the same origin and with a different one, which must not receive headers that are meant for the first server.</summary>
[TestFixture]
public sealed class OtherOriginTests : FallbackTest
{
    private static readonly string[] _keyHeaders =
    [
        "Authorization", "Proxy-Authorization", "api-key", "x-api-key", "Ocp-Apim-Subscription-Key", "Helicone-Auth", "cf-aig-authorization",
        "x-portkey-api-key", "X-Auth-Token", "X-Amz-Security-Token", "x-session-token", "Cookie",
    ];

    [TestCaseSource(nameof(_keyHeaders))]
    public async Task Call_with_a_header_that_may_contain_a_key_does_not_fall_back_to_another_origin(string header)
    {
        First.AnswersAlways(FakeAnswer.Error(503, "Busy."));
        var options = new ChatCallOptions { Headers = { [header] = "secret-of-first" } };

        await FluentActions.Awaiting(() => Client.CreateAsync("Hi", options, Guard)).Should().ThrowAsync<ChatApiException>();
        await FluentActions.Awaiting(() => Client.CreateStreamAsync("Hi", options, Guard).ToCompletionAsync(Guard)).Should().ThrowAsync<ChatApiException>();

        First.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Headers[header] == "secret-of-first");
        Second.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Headers_of_a_call_except_the_idempotency_key_are_not_sent_to_another_origin()
    {
        First.AnswersAlways(FakeAnswer.Error(503, "Busy."));
        var options = new ChatCallOptions { Headers = { ["X-Tenant"] = "a" }, IdempotencyKey = "call-1" };

        await Client.CreateAsync("Hi", options, Guard);
        await Client.CreateStreamAsync("Hi", options, Guard).ToCompletionAsync(Guard);

        First.Requests[0].Headers.Should().Contain("X-Tenant", "a");
        Second.Requests.Should().HaveCount(2).And.OnlyContain(request => !request.Headers.ContainsKey("X-Tenant") && request.Headers["Idempotency-Key"] == "call-1");
    }

    [Test]
    public async Task Headers_from_handlers_and_from_the_HttpClient_are_not_sent_to_another_origin()
    {
        Build(client => AddSecrets(client).AddFallback(options => options.Servers.Add(SecondServer)));
        First.AnswersAlways(FakeAnswer.Error(503, "Busy."));

        await Client.CreateAsync("Hi", cancellationToken: Guard);
        await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        First.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == "Bearer of-the-handler" && request.Headers["api-key"] == "of-the-client");
        Second.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Headers["Authorization"] == "Bearer second-key" && !request.Headers.ContainsKey("api-key"));
    }

    [Test]
    public async Task Handler_for_all_http_clients_and_a_replaced_primary_handler_are_not_used_for_another_origin()
    {
        Build(client =>
        {
            client.Services.ConfigureHttpClientDefaults(all => all.AddHttpMessageHandler(() => new HeaderHandler("X-All", "1")));
            client.ConfigurePrimaryHttpMessageHandler(() => new HeaderHandler("X-Primary", "1") { InnerHandler = new SocketsHttpHandler() })
                .AddFallback(options => options.Servers.Add(SecondServer));
        });
        First.AnswersError(503, "Busy.");

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        First.Requests[0].Headers.Should().ContainKeys("X-All", "X-Primary");
        Second.Requests[0].Headers.Should().NotContainKeys("X-All", "X-Primary");
    }

    [Test]
    public async Task Server_with_ForwardHeaders_gets_all_headers()
    {
        Build(client => AddSecrets(client).AddFallback(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, ForwardHeaders = true })));
        First.AnswersError(503, "Busy.");
        var options = new ChatCallOptions { Headers = { ["X-Tenant"] = "a", ["X-Session-Token"] = "of-the-call" } };

        await Client.CreateAsync("Hi", options, Guard);

        Second.Requests.Should().ContainSingle().Which.Headers.Should().Contain("Authorization", "Bearer of-the-handler")
            .And.Contain("api-key", "of-the-client").And.Contain("X-Tenant", "a").And.Contain("X-Session-Token", "of-the-call");
    }

    [Test]
    public async Task Call_with_its_own_key_skips_only_the_servers_that_do_not_receive_its_headers()
    {
        await using var third = await FakeChatServer.StartAsync(Guard);
        UseServers(options =>
        {
            options.Servers.Add(SecondServer);
            options.Servers.Add(new() { BaseAddress = third.BaseAddress, ForwardHeaders = true });
        });
        First.AnswersError(503, "Busy.");

        await Client.CreateAsync("Hi", new() { Headers = { ["Authorization"] = "Bearer of-the-call" } }, Guard);

        Second.Requests.Should().BeEmpty();
        third.Requests.Should().ContainSingle().Which.Headers["Authorization"].Should().Be("Bearer of-the-call");
    }

    [Test]
    public async Task Server_with_the_same_origin_gets_all_headers()
    {
        var sameOrigin = First.BaseAddress.Replace("/v1", "/other/v1", StringComparison.Ordinal);
        Build(client => AddSecrets(client).AddFallback(options => options.Servers.Add(new() { BaseAddress = sameOrigin })));
        First.AnswersError(503, "Busy.");

        await Client.CreateAsync("Hi", new() { Headers = { ["X-Tenant"] = "a", ["X-Session-Token"] = "of-the-call" } }, Guard);

        First.Requests[1].Path.Should().Be("/other/v1/chat/completions");
        First.Requests[1].Headers.Should().Contain("Authorization", "Bearer of-the-handler").And.Contain("X-Tenant", "a").And.Contain("X-Session-Token", "of-the-call");
    }

    [Test]
    public async Task Another_name_for_the_same_machine_is_another_origin()
    {
        var byName = First.BaseAddress.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        Build(client => AddSecrets(client).AddFallback(options => options.Servers.Add(new() { BaseAddress = byName })));
        First.AnswersError(503, "Busy.");

        await Client.CreateAsync("Hi", new() { Headers = { ["X-Tenant"] = "a" } }, Guard);

        First.Requests[1].Headers["Host"].Should().StartWith("localhost:");
        First.Requests[1].Headers.Should().NotContainKeys("Authorization", "api-key", "X-Tenant");
    }

    [TestCase("https://host/v1", "https://HOST:443/other?x=1", true)]
    [TestCase("https://host/v1", "http://host/v1", false)]
    [TestCase("https://host/v1", "https://host:8443/v1", false)]
    [TestCase("https://host/v1", "https://eu.host/v1", false)]
    [TestCase("https://bücher.example/v1", " https://xn--bcher-kva.example/v1", true)]
    [TestCase("http://[::1]:8000", "http://[0:0::1]:8000/v1", true)]
    public void Origins_are_compared_by_scheme_host_and_port(string one, string other, bool isSame) => ServerAddress.HaveSameOrigin(one, other).Should().Be(isSame);

    [Test]
    public void Insecure_http_is_allowed_only_for_the_origin_for_which_the_client_allows_it()
    {
        var options = new ChatClientOptions { BaseAddress = "http://10.0.0.1/v1", AllowInsecureHttp = true };
        var server = new ChatClientOptions { BaseAddress = "http://10.0.0.1/other" };

        FallbackServer.Complete(server, options).AllowInsecureHttp.Should().BeTrue();
        FallbackServer.Complete(new() { BaseAddress = "http://10.0.0.2/v1" }, options).AllowInsecureHttp.Should().BeFalse();
    }

    [Test]
    public async Task Request_to_another_origin_is_retried_even_if_the_client_has_a_handler_that_retries()
    {
        Build(
            client =>
            {
                client.AddStandardResilienceHandler(options => (options.Retry.Delay, options.Retry.MaxRetryAttempts) = (TimeSpan.FromMilliseconds(1), 1));
                client.AddFallback(options => options.Servers.Add(new() { BaseAddress = Second.BaseAddress, RetryDelay = TimeSpan.Zero }));
            },
            retries: 1);
        First.AnswersAlways(FakeAnswer.Error(402, "No money."));
        Second.AnswersError(503, "One moment.");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("You said: Hi");
        Second.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Call_to_another_origin_ends_when_the_client_is_disposed()
    {
        First.AnswersError(503, "Busy.");
        Second.Answers(FakeAnswer.Silence());
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);
        await Second.NextRequestAsync(Guard);

        Client.Dispose();

        await call.Awaiting(it => it).Should().ThrowAsync<ObjectDisposedException>();
    }

    private static IHttpClientBuilder AddSecrets(IHttpClientBuilder client) => client
        .ConfigureHttpClient(http => http.DefaultRequestHeaders.Add("api-key", "of-the-client"))
        .AddHttpMessageHandler(() => new HeaderHandler("Authorization", "Bearer of-the-handler"));

    private sealed class HeaderHandler(string name, string value) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
