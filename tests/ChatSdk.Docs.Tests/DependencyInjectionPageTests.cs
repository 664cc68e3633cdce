using ChatSdk.Docs.Tests.Docs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Docs.Tests;

/// <summary>Runs the code samples in <c>docs/dependency-injection.md</c>.</summary>
[TestFixture]
public sealed class DependencyInjectionPageTests : FakeServerTest
{
    private readonly HostApplicationBuilder _builder = Host.CreateApplicationBuilder();

    [SetUp]
    public void Configure()
    {
        _builder.Configuration["Chat:BaseAddress"] = Server.BaseAddress;
        _builder.Configuration["Chat:Model"] = "m";
    }

    [Test]
    public async Task Test_in_the_sample_receives_the_answer_from_the_fake_server()
    {
        (await DependencyInjectionSnippets.TestAsync()).Should().Be("An old silent pond…");
    }

    [Test]
    public async Task Registered_key_vault_supplies_the_key()
    {
        DependencyInjectionSnippets.ChangeKeys(_builder);
        using var host = _builder.Build();

        await host.Services.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests[0].Headers["Authorization"].Should().Be("Bearer key");
    }

    [Test]
    public void Handler_and_proxy_are_added_and_redirects_and_cookies_are_off()
    {
        DependencyInjectionSnippets.AddHandlers(_builder);
        using var host = _builder.Build();

        var outer = host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("ChatSdk");

        var handlers = Chain(outer).ToList();
        handlers.Should().ContainSingle(handler => handler is TenantHandler);
        handlers[^1].Should().BeOfType<SocketsHttpHandler>().Which.Should().BeEquivalentTo(new { AllowAutoRedirect = false, UseCookies = false });
        ((SocketsHttpHandler)handlers[^1]).Proxy!.GetProxy(new Uri("https://host")).Should().Be(new Uri("http://proxy:8080"));
    }

    [Test]
    public async Task Service_name_in_the_address_is_resolved()
    {
        _builder.Configuration["services:chat:http:0"] = Server.BaseAddress;
        DependencyInjectionSnippets.AddDiscovery(_builder);
        using var host = _builder.Build();

        var answer = await host.Services.GetRequiredService<ChatClient>().CreateAsync(new ChatCompletionRequest { Model = "m", Messages = [ChatMessage.User("Hi")] }, Guard);

        answer.Text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Environment_variables_that_Aspire_sets_are_read()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__aspire", $"Endpoint={Server.BaseAddress};Model=m");
        Environment.SetEnvironmentVariable("services__aspire__http__0", Server.BaseAddress);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddServiceDiscovery();
        builder.Services.AddChatClient(builder.Configuration.GetConnectionString("aspire")!);
        builder.Services.AddChatClient("discovered", "Endpoint=https+http://aspire;Model=m").AddServiceDiscovery();
        using var host = builder.Build();

        await host.Services.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);
        await host.Services.GetRequiredKeyedService<ChatClient>("discovered").CreateAsync("Hi", cancellationToken: Guard);

        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public void Changed_model_is_used_without_a_restart()
    {
        DependencyInjectionSnippets.Reload(_builder);
        using var host = _builder.Build();
        var client = host.Services.GetRequiredService<ChatClient>();

        _builder.Configuration["Chat:Model"] = "new";
        ((IConfigurationRoot)_builder.Configuration).Reload();

        client.Model.Should().Be("new");
    }

    private static IEnumerable<HttpMessageHandler> Chain(HttpMessageHandler? handler)
    {
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            yield return handler;
        }
    }
}
