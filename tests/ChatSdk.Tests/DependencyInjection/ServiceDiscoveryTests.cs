using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests clients whose address is the name of a service.</summary>
[TestFixture]
public sealed class ServiceDiscoveryTests : ClientTest
{
    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new());

    [TestCase("https+http://chat")]
    [TestCase("https+http://chat/v1")]
    [TestCase("http+https://chat")]
    [TestCase("Endpoint=https+http://chat;Key=sk-1")]
    [TestCase("http://chat")]
    public async Task Service_name_is_resolved_for_calls_with_and_without_streaming(string connection)
    {
        _builder.Configuration["services:chat:http:0"] = Server.BaseAddress.Replace("/v1", "", StringComparison.Ordinal);
        _builder.Services.AddServiceDiscovery();
        _builder.Services.AddChatClient(connection, options => options.Model = "m").AddServiceDiscovery();
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        var answer = await client.CreateAsync("Hi", Guard);
        var streamed = await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        (answer.Text, streamed).Should().Be(("You said: Hi", "You said: Hi"));
        Server.Requests[0].Path.Should().Be("/v1/chat/completions");
    }

    [Test]
    public async Task Resolver_added_to_all_HTTP_clients_is_used()
    {
        _builder.Configuration["services:chat:http:0"] = Server.BaseAddress.Replace("/v1", "", StringComparison.Ordinal);
        _builder.Services.AddServiceDiscovery();
        _builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        _builder.Services.AddChatClient("https+http://chat", options => (options.ApiKey, options.Model) = ("sk-1", "m"));
        using var host = _builder.Build();

        await host.Services.GetRequiredService<ChatClient>().CreateAsync("Hi", Guard);

        Server.Requests[0].Headers["Authorization"].Should().Be("Bearer sk-1");
    }

    [Test]
    public async Task Unresolved_service_name_throws_without_a_retry_and_the_message_mentions_AddServiceDiscovery()
    {
        _builder.Services.AddChatClient("https+http://chat", options => options.Model = "m");
        using var host = _builder.Build();

        var failure = (await host.Services.GetRequiredService<ChatClient>().Awaiting(client => client.CreateAsync("Hi", Guard)).Should().ThrowAsync<ChatConnectionException>()).Which;

        failure.Message.Should().Contain("https+http://chat").And.Contain("AddServiceDiscovery");
        (failure.Attempts, failure.IsRetryable).Should().Be((1, false));
    }

    [TestCase(false, 0)]
    [TestCase(true, 1)]
    public async Task Request_with_a_key_for_an_unencrypted_endpoint_on_another_machine_is_sent_only_if_AllowInsecureHttp_is_set(bool isAllowed, int requests)
    {
        var sent = new CountingHandler { InnerHandler = new SocketsHttpHandler { ConnectCallback = (_, _) => throw new IOException("This test opens no connection.") } };
        _builder.Configuration["services:chat:http:0"] = "http://203.0.113.1";
        _builder.Services.AddServiceDiscovery();
        _builder.Services.AddChatClient("https+http://chat", options => (options.ApiKey, options.Model, options.AllowInsecureHttp, options.MaxRetries) = ("sk-SECRET", "m", isAllowed, 0))
            .AddServiceDiscovery()
            .ConfigurePrimaryHttpMessageHandler(() => sent);
        using var host = _builder.Build();
        var call = host.Services.GetRequiredService<ChatClient>().TryCreateAsync("Hi", cancellationToken: Guard);

        var result = await call;

        sent.Count.Should().Be(requests);
        (result.Error?.Message.Contains("AllowInsecureHttp", StringComparison.Ordinal) ?? false).Should().Be(!isAllowed);
        $"{result.Error}".Should().NotContain("SECRET");
    }

    [Test]
    public void Client_created_without_dependency_injection_rejects_a_service_name()
    {
        FluentActions.Invoking(() => new ChatClient("https+http://chat")).Should().Throw<ArgumentException>().WithMessage("*https+http://*AddChatClient*");
        FluentActions.Invoking(() => new ChatClient(new HttpClient(), new ChatClientOptions { BaseAddress = "https+http://chat" })).Should().Throw<ArgumentException>();
    }

    [Test]
    public void Service_name_is_rejected_as_the_address_of_a_fallback_server()
    {
        _builder.Services.AddChatClient(Server.BaseAddress).AddFallback(options => options.Servers.Add(new() { BaseAddress = "https+http://backup" }));
        using var host = _builder.Build();

        host.Services.Invoking(services => services.GetRequiredService<ChatClient>()).Should().Throw<OptionsValidationException>().WithMessage("*Servers[0]*https+http://*");
    }

    [TestCase("ftp+http://chat")]
    [TestCase("https+https://chat")]
    public void Invalid_combination_of_schemes_is_rejected(string address)
    {
        _builder.Services.AddChatClient(options => options.BaseAddress = address);
        using var host = _builder.Build();

        host.Services.Invoking(services => services.GetRequiredService<ChatClient>()).Should().Throw<OptionsValidationException>().WithMessage("*BaseAddress*");
    }
}
