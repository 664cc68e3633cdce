using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.DependencyInjection;

/// <summary>Tests that a host starts with valid settings, but not with invalid ones.</summary>
[TestFixture]
[CancelAfter(30_000)]
public sealed class HostStartTests
{
    [Test]
    public async Task Host_does_not_start_and_reports_both_a_missing_address_and_an_invalid_key()
    {
        var failure = await FailAsync<OptionsValidationException>(services => services.AddChatClient(options => options.ApiKey = "sk-secret\n\0"));

        failure.Message.Should().Contain("BaseAddress").And.Contain("ApiKey").And.NotContain("sk-secret");
    }

    [Test]
    public async Task Host_does_not_start_if_one_of_several_clients_is_invalid()
    {
        var failure = await FailAsync<OptionsValidationException>(services =>
        {
            services.AddChatClient(options => options.BaseAddress = "https://api.example.com");
            services.AddChatClient("second", options => options.BaseAddress = "ftp://api.example.com");
        });

        failure.OptionsName.Should().Be("second");
        failure.Message.Should().Contain("BaseAddress");
    }

    [Test]
    public async Task Host_does_not_start_if_a_numeric_setting_is_not_a_number()
    {
        var failure = await FailAsync<InvalidOperationException>(
            (services, configuration) => services.AddChatClient(configuration.GetSection("Chat")),
            ("Chat:BaseAddress", "https://api.example.com"),
            ("Chat:MaxRetries", "sk-secret"));

        failure.Message.Should().Contain("Chat:MaxRetries").And.NotContain("sk-secret");
    }

    [Test]
    public async Task Host_starts_with_valid_settings()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddChatClient(options => options.BaseAddress = "https://api.example.com");
        using var host = builder.Build();

        await host.StartAsync(TestContext.CurrentContext.CancellationToken);

        host.Services.GetRequiredService<ChatClient>().Should().NotBeNull();
    }

    private static Task<T> FailAsync<T>(Action<IServiceCollection> add)
        where T : Exception => FailAsync<T>((services, _) => add(services));

    private static async Task<T> FailAsync<T>(Action<IServiceCollection, Microsoft.Extensions.Configuration.IConfiguration> add, params (string Key, string Value)[] settings)
        where T : Exception
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        add(builder.Services, builder.Configuration);
        using var host = builder.Build();

        return (await host.Awaiting(it => it.StartAsync(TestContext.CurrentContext.CancellationToken)).Should().ThrowAsync<T>()).Which;
    }
}
