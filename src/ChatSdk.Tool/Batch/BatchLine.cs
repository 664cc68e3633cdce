using System.Globalization;
using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>
/// A line in the input: the body of a request, such as <c>{"messages":[…]}</c>, or a line in the format of OpenAI's batch API,
/// <c>{"custom_id":"…","method":"POST","url":"/v1/chat/completions","body":{…}}</c>.
/// </summary>
internal sealed record BatchLine
{
    /// <summary>Gets the number of the line; the first line is 1.</summary>
    public required int Number { get; init; }

    /// <summary>Gets the <c>custom_id</c>; <see langword="null"/> if the line has none, or if it is not a string.</summary>
    public string? CustomId { get; init; }

    /// <summary>Gets the request; <see langword="null"/> if the line is invalid.</summary>
    public ChatCompletionRequest? Request { get; init; }

    /// <summary>Gets the reason why the line is invalid; <see langword="null"/> if it is valid.</summary>
    public string? Error { get; init; }

    /// <summary>Gets a string that identifies the line in the input, and its result in the output.</summary>
    public string Key => KeyOf(Number, CustomId);

    public static string KeyOf(int number, string? customId) => customId is null ? string.Create(CultureInfo.InvariantCulture, $"line {number}") : $"custom_id '{customId}'";

    /// <summary>Reads the lines of a file. Empty lines are skipped, but counted.</summary>
    public static IEnumerable<BatchLine> ReadAll(string path)
    {
        var number = 0;
        foreach (var text in Utf8File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return Read(number, text);
            }
        }
    }

    private static BatchLine Read(int number, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var json = document.RootElement;
            return json.ValueKind != JsonValueKind.Object ? Invalid(number, customId: null, "It is not a JSON object.")
                : json.TryGetProperty("custom_id", out var customId) ? ReadEnvelope(number, Text(customId), json)
                : ReadBody(number, customId: null, json);
        }
        catch (JsonException exception)
        {
            return Invalid(number, customId: null, $"Its JSON is invalid at byte {exception.BytePositionInLine + 1}.");
        }
    }

    private static BatchLine ReadEnvelope(int number, string? customId, JsonElement json)
    {
        return customId is null ? Invalid(number, customId, "Its custom_id is not a string.")
            : !json.TryGetProperty("url", out var url) || Text(url)?.EndsWith("/chat/completions", StringComparison.Ordinal) is not true ? Invalid(number, customId, "Its url does not end with /chat/completions.")
            : json.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object ? ReadBody(number, customId, body)
            : Invalid(number, customId, "It has no body that is a JSON object.");
    }

    private static BatchLine ReadBody(int number, string? customId, JsonElement body) =>
        body.Deserialize<ChatCompletionRequest>() is { Messages.Count: > 0 } request
            ? new BatchLine { Number = number, CustomId = customId, Request = request with { Stream = null, StreamOptions = null } }
            : Invalid(number, customId, "It has no messages.");

    private static BatchLine Invalid(int number, string? customId, string reason) =>
        new() { Number = number, CustomId = customId, Error = string.Create(CultureInfo.InvariantCulture, $"Line {number} of the input is not a chat request. {reason}") };

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
