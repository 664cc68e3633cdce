using Microsoft.Agents.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Pages;

/// <summary>The C# code in docs/extensions-ai.md that needs Microsoft.Extensions.AI and Microsoft.Agents.AI.</summary>
internal static class PipelineSnippets
{
    public static void Register(IServiceCollection services)
    {
        services.AddChatClient(options => options.BaseAddress = "http://localhost:8000/v1");
        services.AddChatClient(provider => provider.GetRequiredService<ChatSdk.ChatClient>().AsIChatClient()).UseFunctionInvocation();
    }

    public static async Task<string> RunAgentAsync(IChatClient chat)
    {
        var agent = new ChatClientAgent(chat, instructions: "Be brief.", tools: [AIFunctionFactory.Create(GetTemperature)]);
        AgentResponse response = await agent.RunAsync("How warm is it in Oslo?");
        return response.Text;
    }

    private static int GetTemperature(string city) => city == "Oslo" ? 9 : 18;
}
