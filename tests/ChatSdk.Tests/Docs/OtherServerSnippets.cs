using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# of docs/fallback.md and docs/response-cache.md.</summary>
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

    public static void Keep(HostApplicationBuilder builder)
    {
        // In the package Microsoft.Extensions.Caching.Memory. AddStackExchangeRedisCache or another IDistributedCache will do too.
        builder.Services.AddDistributedMemoryCache();
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat")).AddResponseCache();
    }

    public static async Task AskAsync(ChatClient client, ChatCompletionRequest request)
    {
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine(answer.Response?.IsFromCache == true ? "kept" : "asked");

        await client.CreateAsync(request, new ChatCallOptions { UseResponseCache = false });    // asks in any case
    }

    public static void KeepApart(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient("tenant-a", builder.Configuration.GetSection("Chat")).AddResponseCache(options =>
        {
            options.KeyPrefix = "tenant-a:";
            options.Lifetime = TimeSpan.FromDays(1);
        });
    }
}
