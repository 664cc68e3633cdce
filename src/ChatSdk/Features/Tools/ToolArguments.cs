using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the arguments of a tool call.</summary>
internal static class ToolArguments
{
    /// <summary>Returns the arguments as a JSON object, which is empty if the model sent none.</summary>
    /// <exception cref="ToolArgumentException">The arguments are not a JSON object.</exception>
    public static JsonElement Parse(ChatToolCall call)
    {
        var text = call.Function?.Arguments;
        if (string.IsNullOrWhiteSpace(text))
        {
            text = "{}";
        }

        try
        {
            using var document = JsonText.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new ToolArgumentException("The arguments must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new ToolArgumentException("The arguments are not valid JSON.", exception);
        }
    }
}
