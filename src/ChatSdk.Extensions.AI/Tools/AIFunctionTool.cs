using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Runs a Microsoft.Extensions.AI function as the handler of a tool.</summary>
internal sealed class AIFunctionTool(AIFunction function, IServiceProvider? services)
{
    // Some servers reject an empty result.
    private const string _nothing = "done";

    /// <summary>Calls the function with the model's arguments.</summary>
    /// <exception cref="NotSupportedException">The protocol does not support the result.</exception>
    /// <exception cref="InvalidOperationException">The result is an error that an MCP server reported.</exception>
    public async ValueTask<ChatContent> InvokeAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        AIFunctionArguments arguments = new(StringComparer.Ordinal) { Services = services };
        foreach (var argument in ToolArguments.Parse(call).EnumerateObject())
        {
            arguments[argument.Name] = argument.Value.ValueKind == JsonValueKind.Null ? null : argument.Value;
        }

        var result = await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false);
        return result switch
        {
            null => _nothing,
            JsonElement json when McpError.Find(json) is { } error => throw new InvalidOperationException(error),
            _ => ResultMapper.Map(result, $"The result of {function.Name}"),
        };
    }
}
