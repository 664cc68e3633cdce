using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in docs/fallback.md and docs/response-cache.md.</summary>
internal static class OtherServerSnippets
{
    public static void FallBack(HostApplicationBuilder builder, string otherKey)
    {
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).AddFallback(options =>
        {
            options.Servers.Add(new() { Model = "gpt-4o-mini" });    // the same server, another model
            options.Servers.Add(new() { BaseAddress = "https://other-host/v1", ApiKey = otherKey, Model = "llama-3.3-70b" });
        });
    }

    public static void ForwardHeaders(HostApplicationBuilder builder)
    {
        builder.Services.AddTransient<TokenHandler>();
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"))
            .AddHttpMessageHandler<TokenHandler>()
            .AddFallback(options => options.Servers.Add(new() { BaseAddress = "https://eu.same-service/v1", ForwardHeaders = true }));
    }

    public static void AddCache(HostApplicationBuilder builder)
    {
        // This method is in the package Microsoft.Extensions.Caching.Memory. Any other IDistributedCache, such as Redis, works too.
        builder.Services.AddDistributedMemoryCache();
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).AddResponseCache();
    }

    public static async Task BypassCacheAsync(ChatClient client, ChatCompletionRequest request)
    {
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine(answer.Response?.IsFromCache == true ? "from the cache" : "from the server");

        await client.CreateAsync(request, new ChatCallOptions { UseResponseCache = false });    // always sends the request
    }

    public static void SeparateTenants(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient("tenant-a", builder.Configuration.GetSection("Chat")).AddResponseCache(options =>
        {
            options.KeyPrefix = "tenant-a:";
            options.Lifetime = TimeSpan.FromDays(1);
        });
    }
}

internal sealed class TokenHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new("Bearer", "token");
        return base.SendAsync(request, cancellationToken);
    }
}
