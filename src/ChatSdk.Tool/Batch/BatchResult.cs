using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tool;

/// <summary>
/// Converts the result of a request to a line in the output. An input line with a <c>custom_id</c> gets a result in the format of OpenAI's batch
/// API; any other line gets <c>{"line":1,"text":"…","finish_reason":"stop","total_tokens":7}</c> or <c>{"line":1,"error":"…"}</c>.
/// </summary>
internal static class BatchResult
{
    private const string _line = """{"line":""";
    private const string _id = """{"id":"batch_req_""";

    /// <summary>Gets the largest number of characters that are needed to recognize a result.</summary>
    public static int MaxBeginning => Math.Max(_line.Length, _id.Length);

    /// <summary>Determines whether text begins like a result, or is too short to rule this out.</summary>
    public static bool IsBeginning(string text) =>
        Array.Exists([_line, _id], beginning => text.StartsWith(beginning, StringComparison.Ordinal) || beginning.StartsWith(text, StringComparison.Ordinal));

    /// <summary>Returns the result of an answered request.</summary>
    public static JsonObject Success(BatchLine line, ChatCompletion answer) => line.CustomId is null
        ? new() { ["line"] = line.Number, ["text"] = answer.Text, ["finish_reason"] = answer.FinishReason?.Value, ["total_tokens"] = answer.Usage?.TotalTokens }
        : Envelope(line, Response(200, answer.Response?.RequestId, JsonSerializer.SerializeToNode(answer)), error: null);

    /// <summary>Returns the result of a request that failed, or of an invalid line.</summary>
    public static JsonObject Failed(BatchLine line, Exception? exception)
    {
        var message = line.Error ?? exception!.Message;
        return line.CustomId is null ? new() { ["line"] = line.Number, ["error"] = message }
            // An error with status 200 would be read as a success.
            : exception is ChatApiException { Status: not HttpStatusCode.OK } api ? Envelope(line, Response((int)api.Status, api.RequestId, BodyOf(api)), error: null)
            : Envelope(line, response: null, new JsonObject { ["code"] = exception is null ? "invalid_request" : "request_failed", ["message"] = message });
    }

    /// <summary>Returns the key of the line to which a result belongs, and whether the request succeeded; <see langword="null"/> if the text is not a result.</summary>
    public static (string Key, bool IsSuccess)? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null
                : root.TryGetProperty("line", out var line) && line.TryGetInt32(out var number) ? (BatchLine.KeyOf(number, customId: null), !root.TryGetProperty("error", out _))
                : root.TryGetProperty("custom_id", out var id) && id.ValueKind == JsonValueKind.String ? (BatchLine.KeyOf(0, id.GetString()), IsSuccess(root))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsSuccess(JsonElement result) =>
        result.TryGetProperty("response", out var response) && response.ValueKind == JsonValueKind.Object
        && response.TryGetProperty("status_code", out var status) && status.TryGetInt32(out var code) && code < 300;

    private static JsonObject Envelope(BatchLine line, JsonObject? response, JsonObject? error) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"batch_req_{line.Number}"),
        ["custom_id"] = line.CustomId,
        ["response"] = response,
        ["error"] = error,
    };

    private static JsonObject Response(int status, string? requestId, JsonNode? body) => new() { ["status_code"] = status, ["request_id"] = requestId, ["body"] = body };

    private static JsonObject BodyOf(ChatApiException exception)
    {
        try
        {
            return JsonNode.Parse(exception.ResponseBody) is JsonObject body ? body : Described(exception);
        }
        catch (JsonException)
        {
            return Described(exception);
        }
    }

    private static JsonObject Described(ChatApiException exception) => new() { ["error"] = new JsonObject { ["message"] = exception.Message } };
}
