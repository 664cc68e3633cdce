using ChatSdk;
using ModelContextProtocol.Client;

// This code is outside the ChatSdk namespace, like a user's code.
namespace Pages;

/// <summary>The C# code in docs/tools.md for tools from an MCP server.</summary>
internal static class AIFunctionSnippets
{
    public static async Task<string> RunAsync(ChatClient client, McpClient mcp)
    {
        IList<McpClientTool> tools = await mcp.ListToolsAsync();
        ChatToolRun mcpRun = await client.RunToolsAsync("How warm is it in Paris?", tools.Select(ChatTool.FromAIFunction));
        return mcpRun.Text;
    }
}
