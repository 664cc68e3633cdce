using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.Fallback;

/// <summary>Tests valid and invalid settings of <c>AddFallback</c>, in code and in configuration.</summary>
[TestFixture]
public sealed class FallbackSettingsTests : FallbackTest
{
    [Test]
    public void Empty_server_list_throws_when_the_client_is_created()
    {
        UseServers(_ => { });

        var act = () => Client;

        act.Should().Throw<OptionsValidationException>().WithMessage("*Servers is empty*");
    }

    [Test]
    public void Error_names_the_index_of_each_invalid_server()
    {
        UseServers(options =>
        {
            options.Servers.Add(SecondServer);
            options.Servers.Add(new() { BaseAddress = "not an address" });
            options.Servers.Add(new());
        });

        var act = () => Client;

        act.Should().Throw<OptionsValidationException>().WithMessage("*Servers[1]: BaseAddress*Servers[2] has neither*");
    }

    [TestCase("http://10.0.0.1/v1", false, false)]
    [TestCase("http://10.0.0.1/v1", true, true)]
    [TestCase("http://127.0.0.1/v1", false, true)]
    [TestCase("https://10.0.0.1/v1", false, true)]
    public void ForwardHeaders_requires_https_a_loopback_address_or_AllowInsecureHttp(string address, bool allow, bool isValid)
    {
        UseServers(options => options.Servers.Add(new() { BaseAddress = address, ForwardHeaders = true, AllowInsecureHttp = allow }));

        var act = () => Client;

        if (isValid)
        {
            act.Should().NotThrow();
        }
        else
        {
            act.Should().Throw<OptionsValidationException>().WithMessage("*Servers[0]: *ForwardHeaders*AllowInsecureHttp*");
        }
    }

    [Test]
    public async Task Empty_server_list_is_reported_with_the_name_of_the_client_when_the_host_starts()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddChatClient("fast", options => options.BaseAddress = First.BaseAddress).AddFallback(_ => { });
        using var host = builder.Build();

        var act = () => host.StartAsync(Guard);

        (await act.Should().ThrowAsync<OptionsValidationException>()).WithMessage("ChatClient 'fast', AddFallback: Servers is empty*");
    }

    [Test]
    public async Task Servers_are_read_from_the_configuration()
    {
        UseServers(Section(("Servers:0:BaseAddress", Second.BaseAddress), ("Servers:0:Model", "configured"), ("Cooldown", "00:01:00")));
        First.AnswersError(503, "Busy.");

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        Second.Requests[0].Json!.Value.GetProperty("model").GetString().Should().Be("configured");
    }

    [TestCase("Server:0:Model", "m", "*'Fallback:Server'*Servers, Cooldown*")]
    [TestCase("Servers:0:Modell", "m", "*'Fallback:Servers:0:Modell'*")]
    [TestCase("Servers", "http://host", "*'Fallback:Servers' has a value*")]
    [TestCase("Cooldown", "soon", "*'Fallback:Cooldown'*")]
    public void Error_names_the_invalid_setting(string key, string value, string words)
    {
        UseServers(Section((key, value)));

        var act = () => Client;

        act.Should().Throw<InvalidOperationException>().WithMessage(words);
    }

    [Test]
    public void AddFallback_throws_for_an_HttpClient_that_no_ChatClient_uses()
    {
        var act = () => new ServiceCollection().AddHttpClient("other").AddFallback(_ => { });

        act.Should().Throw<ArgumentException>().WithMessage("*'other'*AddChatClient*");
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] entries) => new ConfigurationBuilder()
        .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create($"Fallback:{entry.Key}", (string?)entry.Value)))
        .Build()
        .GetSection("Fallback");
}
