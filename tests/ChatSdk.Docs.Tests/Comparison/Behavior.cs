using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Docs.Tests.Comparison;

/// <summary>A response that not every client handles well.</summary>
/// <param name="Name">The first cell of the table row. It completes the sentence “if the server …”.</param>
/// <param name="Answer">The response that the server sends.</param>
/// <param name="IsStream">Whether the client requests a stream.</param>
/// <param name="IsInReadme">Whether the README also shows the row.</param>
internal sealed record Behavior(string Name, FakeAnswer Answer, bool IsStream, bool IsInReadme = false)
{
    private const string _hel = """{"id":"1","created":1,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}""";
    private const string _lo = """{"id":"1","created":1,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}""";

    public static IReadOnlyList<Behavior> All { get; } =
    [
        new("ends a stream before the answer is complete", FakeAnswer.Events(_hel), true, true),
        new("disconnects in the middle of a stream", FakeAnswer.Events(_hel).ThenCuts(), true, true),
        new("sends an error in a stream (OpenRouter)", Capture("openrouter-stream-error-mid"), true, true),
        new("sends `event: error` in a stream (Groq)", Capture("groq-stream-event-error"), true),
        new("reports an error with status 200", FakeAnswer.Json("""{"error":{"message":"Model is loading.","code":503}}"""), false, true),
        new("sends the finish reason `eos`", Completion("""{"role":"assistant","content":"Hello"}""", "\"eos\""), false, true),
        new("sends the finish reason `null`", Completion("""{"role":"assistant","content":"Hello"}""", "null"), false),
        new("sends a creation time with a fraction", FakeAnswer.Json("""{"id":"1","created":1700000000.5,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}"""), false),
        new("sends token counts that are `null`", FakeAnswer.Json("""{"id":"1","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":null,"completion_tokens":null,"total_tokens":null}}"""), false),
        new("sends the arguments of a tool call as an object", Completion("""{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"weather","arguments":{"city":"Oslo"}}}]}""", "\"tool_calls\""), false, true),
        new("streams two tool calls without indexes (Mistral)", Capture("mistral-stream-tool-no-index"), true, true),
        new("sends reasoning as content parts (Mistral)", Capture("mistral-chat-thinking-parts"), false),
        new("streams reasoning as `reasoning` (vLLM, OpenRouter)", FakeAnswer.Events(_hel.Replace("\"content\":\"Hel\"", "\"reasoning\":\"Hm.\"", StringComparison.Ordinal), _hel, _lo, "[DONE]"), true, true),
        new("sends an empty role in a chunk", FakeAnswer.Events(_hel, _lo.Replace("\"content\"", "\"role\":\"\",\"content\"", StringComparison.Ordinal), "[DONE]"), true),
        new("sends a chunk whose `choices` is `null`", FakeAnswer.Events(_hel, """{"id":"1","created":1,"model":"m","choices":null}""", _lo, "[DONE]"), true),
        new("sends `[DONE]` with a space after it", FakeAnswer.Events(_hel, _lo, "[DONE] "), true),
        new("sends a complete answer instead of a stream", FakeAnswer.Json("""{"id":"1","created":1,"model":"m","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}"""), true, true),
        new("sends an error instead of a stream, with status 200 (xAI)", Capture("xai-stream-json-error"), true),
        new("sends the error message in `detail` (FastAPI)", FakeAnswer.Json("""{"detail":[{"loc":["body","model"],"msg":"Field required","type":"missing"}]}""", 422), false),
        new("sends the login page of a proxy with status 200", FakeAnswer.Raw("<html><title>Sign in</title></html>", "text/html"), false),
    ];

    private static FakeAnswer Completion(string message, string finishReason) =>
        FakeAnswer.Json($$"""{"id":"1","created":1,"model":"m","object":"chat.completion","choices":[{"index":0,"message":{{message}},"finish_reason":{{finishReason}}}]}""");

    /// <summary>Returns a captured response from a real server.</summary>
    private static FakeAnswer Capture(string name)
    {
        var folder = Path.Combine(Repository.Root, "tests", "fixtures", "wire", name);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expect.json")));
        var root = json.RootElement;
        return FakeAnswer.Bytes(
            File.ReadAllBytes(Path.Combine(folder, root.GetProperty("body_file").GetString()!)),
            root.GetProperty("headers").GetProperty("content-type").GetString()!,
            root.GetProperty("http_status").GetInt32());
    }
}
