using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using ChatSdk.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Aspire.Tests.Docs;

/// <summary>The C# code in <c>docs/aspire.md</c>.</summary>
internal static class AspireSnippets
{
    public static async Task RunAsync(string[] args)
    {
        await using var server = await FakeChatServer.StartAsync();
        var builder = DistributedApplication.CreateBuilder(args);
        var chat = builder.AddConnectionString("chat", ReferenceExpression.Create($"Endpoint={server.BaseAddress};Model=fake"));
        builder.AddProject<Projects.Client>("client").WithReference(chat);
        await builder.Build().RunAsync();
    }

    public static void AddService(IDistributedApplicationBuilder builder)
    {
        var service = builder.AddExternalService("chat-server", new Uri("http://localhost:8000/"));
        builder.AddProject<Projects.Client>("client").WithReference(service);
    }

    public static void Connect(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient(builder.Configuration.GetConnectionString("chat")!);
    }

    public static void Discover(HostApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();    // Aspire's service defaults call this method, and add service discovery to all HTTP clients
        builder.Services.AddChatClient("discovered", options => (options.BaseAddress, options.Model) = ("https+http://chat-server", "fake")).AddServiceDiscovery();
    }
}
