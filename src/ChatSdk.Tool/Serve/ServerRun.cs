using System.Globalization;
using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tool;

/// <summary>Runs a server until Ctrl-C is pressed, and lists the requests that it receives.</summary>
internal static class ServerRun
{
    /// <summary>Runs the server. Ctrl-C is the usual way to stop it, so canceling throws no exception.</summary>
    public static async Task UntilCanceledAsync(FakeChatServer server, string description, bool asJson, ToolContext context, CancellationToken cancellationToken)
    {
        context.WriteLine(asJson
            ? new JsonObject { ["listening"] = server.BaseAddress }.ToJsonString()
            : $"{description} Stop with Ctrl-C.\nAddress: {server.BaseAddress}");
        while (true)
        {
            try
            {
                var request = await server.NextRequestAsync(cancellationToken);
                context.WriteLine(asJson ? JsonOf(request) : LineOf(request));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    // The request may contain a key in its headers or its query, so these are not written.
    private static string LineOf(FakeRequest request)
    {
        var model = request.Chat?.Model is { } name ? $" {name}" : "";
        var stream = request.Chat?.Stream is true ? " (stream)" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {request.Method} {request.Path}{model}{stream}");
        return TerminalText.Of(text.ReplaceLineEndings(" "));
    }

    private static string JsonOf(FakeRequest request) => new JsonObject
    {
        ["method"] = request.Method,
        ["path"] = request.Path,
        ["body"] = request.Json is { } json ? JsonNode.Parse(json.GetRawText()) : request.Body,
    }.ToJsonString(ToolJson.Readable);
}
