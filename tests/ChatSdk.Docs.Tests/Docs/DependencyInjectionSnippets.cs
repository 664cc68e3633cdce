using System.Net;
using ChatSdk.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Docs.Tests.Docs;

internal sealed class Poet(ChatClient client)
{
    public async Task<string> WriteAsync(string theme, CancellationToken cancellationToken) =>
        (await client.CreateAsync($"A haiku about {theme}.", cancellationToken)).Text;
}

internal sealed class Summary([FromKeyedServices("fast")] ChatClient client)
{
    public async Task<string> OfAsync(string text, CancellationToken cancellationToken) =>
        (await client.CreateAsync($"In one sentence: {text}", cancellationToken)).Text;
}

internal sealed class KeyVault
{
    private readonly string _key = "key";

    public Task<string> GetKeyAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<string>(cancellationToken) : Task.FromResult(_key);
}

internal sealed class TenantHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("X-Tenant", "a");
        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>The C# code that only <c>docs/dependency-injection.md</c> contains.</summary>
internal static class DependencyInjectionSnippets
{
    public static void UseConnection(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient("http://localhost:8000");
        builder.Services.AddChatClient(builder.Configuration.GetConnectionString("chat")!);
    }

    public static void ChangeKeys(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KeyVault>();
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));
        builder.Services.AddOptions<ChatClientOptions>().Configure<KeyVault>((options, vault) => options.ApiKeyProvider = vault.GetKeyAsync);
    }

    public static void AddHandlers(HostApplicationBuilder builder)
    {
        builder.Services.AddTransient<TenantHandler>();
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"))
            .AddHttpMessageHandler<TenantHandler>()
            .ConfigurePrimaryHttpMessageHandler((handler, _) => ((SocketsHttpHandler)handler).Proxy = new WebProxy("http://proxy:8080"));
    }

    public static void AddDiscovery(HostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();    // package Microsoft.Extensions.ServiceDiscovery
        builder.Services.AddChatClient("https+http://chat").AddServiceDiscovery();
    }

    public static void Reload(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).ReloadOnChange();
    }

    public static async Task<string> TestAsync()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.AnswersText("An old silent pond…");
        var builder = Host.CreateApplicationBuilder();
        AddApplicationServices(builder);
        builder.Services.PostConfigure<ChatClientOptions>(options => (options.BaseAddress, options.Model) = (server.BaseAddress, "any"));
        using var host = builder.Build();
        string haiku = await host.Services.GetRequiredService<Poet>().WriteAsync("ponds", CancellationToken.None);
        return haiku;
    }

    private static void AddApplicationServices(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));
        builder.Services.AddSingleton<Poet>();
    }
}
