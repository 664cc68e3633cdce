using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Reads the body of a stream without ChatSdk, to see what the server sent.</summary>
internal static class SseText
{
    private static readonly string[] _fields = ["data:", ":", "event:", "id:", "retry:"];

    /// <summary>Returns the JSON objects in the events.</summary>
    public static IReadOnlyList<JsonElement> Objects(string body) =>
        [.. body.ReplaceLineEndings("\n").Split("\n\n").Select(Data).Select(Parse).OfType<JsonElement>()];

    /// <summary>Returns the first line that must be ignored according to the event stream specification; <see langword="null"/> if there is none.</summary>
    public static string? FirstIgnoredLine(string body) => Array.Find(body.ReplaceLineEndings("\n").Split('\n'), line =>
        line.Length > 0 && !_fields.Any(field => line.StartsWith(field, StringComparison.Ordinal)));

    /// <summary>Returns the text as a JSON object; <see langword="null"/> if it is not one.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Data(string lines) => string.Concat(lines.Split('\n')
        .Where(line => !line.StartsWith(':') && !line.StartsWith("event:", StringComparison.Ordinal))
        .Select(line => line.StartsWith("data:", StringComparison.Ordinal) ? line[5..] : line));
}
