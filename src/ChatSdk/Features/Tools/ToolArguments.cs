using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads the arguments that a model wrote.</summary>
internal static class ToolArguments
{
    /// <summary>Returns the arguments as a JSON object; an empty one if the model wrote nothing.</summary>
    /// <exception cref="ToolArgumentException">They are no JSON object.</exception>
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
            throw new ToolArgumentException("The arguments are not JSON.", exception);
        }
    }
}
