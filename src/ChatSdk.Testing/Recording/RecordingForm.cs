using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ChatSdk.Testing;

/// <summary>
/// Writes the lines of a recording. Each line is a JSON object. The first line has the member <c>recording</c>. After it, each request has
/// a line with <c>method</c>, a line with <c>status</c>, a line with <c>text</c> or <c>bytes</c> for each chunk, and a line with
/// <c>end</c>. The line with <c>status</c> is missing if the exchange ended before the server sent headers. The member <c>ms</c> is the
/// time since the previous line, in milliseconds.
/// </summary>
internal static class RecordingForm
{
    public const int Version = 1;

    // The ways in which an answer ends. "left" means that the client disconnected first, and "dropped" that the server closed the
    // connection before it sent headers.
    public const string Whole = "whole";
    public const string Cut = "cut";
    public const string Reset = "reset";
    public const string Left = "left";
    public const string Dropped = "dropped";

    private const string _prefix = "/v1";

    public static string Start() => PlainJson.Write(new JsonObject { ["recording"] = Version });

    public static string Request(FakeRequest request)
    {
        var line = new JsonObject { ["method"] = request.Method, ["path"] = PathOf(request) };
        if (QueryOf(request) is { Length: > 0 } query)
        {
            line["query"] = query;
        }

        if (request.Body.Length == 0)
        {
            return PlainJson.Write(line);
        }

        try
        {
            line["body"] = request.Json is { } json ? BodyOf(json) : null;
            line["bodyText"] = request.Json is null ? request.Body : null;
            line.Remove(request.Json is null ? "body" : "bodyText");
            return PlainJson.Write(line);
        }
        catch (InvalidOperationException)
        {
            // An escaped unpaired surrogate is valid JSON, but cannot be written again.
            line.Remove("body");
            line["bodyText"] = request.Body;
            return PlainJson.Write(line);
        }
    }

    public static string Head(int status, IEnumerable<KeyValuePair<string, string>> headers, double ms) => PlainJson.Write(new JsonObject
    {
        ["status"] = status,
        ["headers"] = new JsonObject(headers.Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))),
        ["ms"] = ms,
    });

    public static string Piece(ReadOnlySpan<byte> bytes, double ms) => PlainJson.Write(Utf8.IsValid(bytes)
        ? new JsonObject { ["text"] = Encoding.UTF8.GetString(bytes), ["ms"] = ms }
        : new JsonObject { ["bytes"] = Convert.ToBase64String(bytes), ["ms"] = ms });

    public static string End(string how, double ms) => PlainJson.Write(new JsonObject { ["end"] = how, ["ms"] = ms });

    /// <summary>Returns the path relative to the base address, because the recorded server and the fake server have different base addresses.</summary>
    public static string PathOf(FakeRequest request) =>
        request.Path.StartsWith($"{_prefix}/", StringComparison.Ordinal) ? request.Path[_prefix.Length..] : request.Path;

    public static string QueryOf(FakeRequest request) => SecretQuery.Without(request.Query);

    // The body is stored without its secrets, so that a request with another key, or with none, matches the recording.
    private static JsonNode? BodyOf(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.EnumerateObject().Any(IsSecret))
        {
            return JsonNode.Parse(json.GetRawText());
        }

        var body = new JsonObject();
        foreach (var field in json.EnumerateObject().Where(field => !IsSecret(field)))
        {
            body[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        }

        return body;
    }

    private static bool IsSecret(JsonProperty field) => SecretName.Is(field.Name);
}
