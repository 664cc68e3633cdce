using System.Text.Json;

namespace ChatSdk.Extensions.AI;

/// <summary>
/// Recognizes errors from Model Context Protocol (MCP) tools. If such a tool fails, its function does not throw, but returns
/// <c>{"content":[{"type":"text","text":"…"}],"isError":true}</c>.
/// </summary>
internal static class McpError
{
    /// <summary>Returns the error message; <see langword="null"/> if the result is not an error.</summary>
    public static string? Find(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object
        && result.TryGetProperty("isError", out var isError) && isError.ValueKind == JsonValueKind.True
        && result.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? string.Join('\n', content.EnumerateArray().Select(Text))
            : null;

    private static string Text(JsonElement block) =>
        block.ValueKind == JsonValueKind.Object && block.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? JsonText.Of(text)
            : block.GetRawText();
}
