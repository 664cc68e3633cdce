using System.IO.Pipelines;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ChatSdk.Extensions.AI.Tests.Tools;

/// <summary>A Model Context Protocol (MCP) server and a client for it, which are connected by two pipes.</summary>
internal sealed class McpConnection : IAsyncDisposable
{
    private readonly McpServer _server;
    private readonly Task _running;

    private McpConnection(McpServer server, Task running, McpClient client) => (_server, _running, Client) = (server, running, client);

    public McpClient Client { get; }

    public static async Task<McpConnection> StartAsync(CancellationToken cancellationToken, params McpServerTool[] tools)
    {
        Pipe requests = new(), responses = new();
        var server = McpServer.Create(
            new StreamServerTransport(requests.Reader.AsStream(), responses.Writer.AsStream()),
            new McpServerOptions { ToolCollection = [.. tools] });
        var running = server.RunAsync(CancellationToken.None);
        var client = await McpClient.CreateAsync(
            new StreamClientTransport(requests.Writer.AsStream(), responses.Reader.AsStream()),
            cancellationToken: cancellationToken);
        return new McpConnection(server, running, client);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
        await _running;
    }
}
