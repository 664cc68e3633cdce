using ChatSdk.Extensions.AI.Tests.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;

namespace Pages;

/// <summary>The C# of docs/extensions-ai.md that uses Microsoft's builder beside ours.</summary>
internal static class PipelineSnippets
{
    public static void Register(IServiceCollection services)
    {
        services.AddChatClient(options => options.BaseAddress = "http://localhost:8000/v1");
        services.AddChatClient(provider => provider.GetRequiredService<ChatSdk.ChatClient>().AsIChatClient());    // and here .UseFunctionInvocation()
    }
}
