using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

/// <summary>Probes servers with several oddities, all of which the report must name.</summary>
public sealed class DoctorOddServerTests : DoctorTest
{
    [Test]
    public async Task Local_server_that_returns_the_raw_text_of_its_model_is_described()
    {
        var text = FakeAnswer.Json("""{"choices":[{"index":0,"message":{"role":"assistant","content":"```json\n{\"color\":\"green\"}\n```"},"finish_reason":"eos"}]}""");
        GivenPath("/models").AnswersJson("""{"detail":"Not Found"}""", 404);
        Server.GivenRequest(request => !request.Path.StartsWith("/v1/", StringComparison.Ordinal)).AnswersJson("""{"detail":"Not Found"}""", 404);
        Server.Given(r => r.Tools is not null).AnswersText("<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Paris\"}}\n</tool_call>");
        Server.Given(IsReasoningProbe).AnswersText("Seventeen three times.</think>51");
        Server.Given(r => r.ResponseFormat?.Type == "json_schema").Answers(text);
        Server.Given(r => r.ResponseFormat is not null).AnswersText("Blue is a color.");
        GivenStream().Answers(Stream(Chunk("1, "), Chunk("2", "stop"), "[DONE]"));
        Server.Given(r => r.Messages is [var first, ..] && first.Text.Contains("hello", StringComparison.Ordinal)).Answers(text);
        ScriptModel();

        var report = await ProbeAtAsync(Server.BaseAddress.Replace("/v1", "/chat", StringComparison.Ordinal));

        report.Address.Should().Be(Server.BaseAddress);
        Should(report, "address", Support.Odd, "accepted at /v1/chat/completions, not at /chat/chat/completions");
        Should(report, "models", Support.NotSupported, "The probes use the model name \"default\"");
        Should(report, "usage", Support.NotSupported, "no usage");
        Should(report, "finish-reason", Support.Odd, "\"eos\"");
        Should(report, "stream-usage", Support.NotSupported, "do not include the usage, even if stream_options requests it");
        Should(report, "tool-call", Support.Odd, "writes the tool call as text").Evidence!.Response.Should().Contain("<tool_call>");
        Should(report, "reasoning-text", Support.Odd, "</think>").Setting!.Code.Should().Be("SeparateThinkTags = true");
        Should(report, "json-mode", Support.NotSupported, "ignores response_format").Setting!.Code.Should().Be("SchemaInPrompt = true");
        Should(report, "json-schema", Support.Odd, "Markdown code block").Setting!.Code.Should().Be("AllowSurroundingText = true");
        report.Recipe.Should().ContainAll("SeparateThinkTags = true", "AllowSurroundingText = true");
    }

    [Test]
    public async Task Proxy_that_buffers_streams_and_hides_errors_is_described()
    {
        var page = FakeAnswer.Raw("<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html", 502);
        var isBusy = false;
        Given(json => json.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.String && !IsStream(json)).AnswersJson("""{"error":{"message":"Bad messages","code":400}}""");
        Given(json => json.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.String).Answers(page);
        Server.Given(r => r.Model!.Contains("no-such-model", StringComparison.Ordinal)).Answers(page);
        Server.Given(r => r.MaxTokens == 300 && (isBusy = true)).Streams("1, ", "2");
        Server.Given(r => isBusy && !(isBusy = false)).Answers(FakeAnswer.Text("Hi").After(TimeSpan.FromSeconds(3)));
        GivenStream().Answers(FakeAnswer.Raw(string.Join("\n\n", Enumerable.Range(1, 20).Select(i => Chunk($"{i}, ", i == 20 ? "stop" : null))) + "\n\ndata: [DONE]\n\n", "text/event-stream").After(TimeSpan.FromSeconds(1)));
        ScriptModel();

        var report = await ProbeAsync("--only", "streams", "errors", "cancel");

        Should(report, "error-request", Support.Odd, "with 200 and the JSON object");
        Should(report, "error-model", Support.Odd, "with 502 and a web page").Library.Should().Contain("It retries such errors");
        Should(report, "error-stream", Support.Odd, "a web page");
        Should(report, "stream-timing", Support.Odd, "one burst").Setting!.Code.Should().StartWith("StreamIdleTimeout");
        Should(report, "stream-format", Support.Odd, "lines without \"data:\"");
        Should(report, "cancel", Support.Odd, "probably continued to generate");
    }

    [Test]
    public async Task Gateway_that_drops_parts_of_a_stream_and_rejects_common_fields_is_described()
    {
        Given(json => json.TryGetProperty("max_tokens", out _)).AnswersError(400, "Unsupported parameter: use 'max_completion_tokens'.");
        GivenStream(withUsage: false).Answers(Stream(Chunk("1, "), Chunk("2", "stop")));
        GivenStream(withUsage: true).Answers(Stream(Chunk("1, "), Chunk("2", "stop", ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}")));
        Server.Given(IsReasoningProbe).AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":"51"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":60,"total_tokens":69,"completion_tokens_details":{"reasoning_tokens":50}}}""");
        Given(json => json.TryGetProperty("chatsdk_unknown_field", out _) || json.TryGetProperty("response_format", out _)).AnswersError(422, "Extra inputs are not permitted");
        Server.Given(r => r.ToolChoice is not null && ToolChoice.Function("get_time").Equals(r.ToolChoice)).AnswersText("Hello.");
        ScriptModel();

        var report = await ProbeAsync();

        Should(report, "answer", Support.Odd, "requires max_completion_tokens");
        Should(report, "stream-end", Support.Odd, "without [DONE]");
        Should(report, "stream-usage", Support.Supported, "only if stream_options requests it");
        Should(report, "reasoning-text", Support.Odd, "50 tokens for its reasoning, but the answer does not contain it");
        Should(report, "unknown-field", Support.Odd, "Extra inputs are not permitted");
        Should(report, "json-schema", Support.NotSupported, "422 Extra inputs");
        Should(report, "tool-forced", Support.Odd, "if tool_choice is \"required\"");
        report.Recipe.Should().ContainAll("MaxCompletionTokens = 1024", "IncludeUsage = true", "SchemaInPrompt = true");
    }

    [Test]
    public async Task Server_with_nonstandard_fields_is_described_with_the_request_and_the_response()
    {
        Server.Given(r => r.Tools is not null && r.ToolChoice is null && r.Stream != true).AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"get_weather","arguments":{"city":"Paris"}}}]},"finish_reason":"stop"}]}""");
        Server.Given(IsReasoningProbe).AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":"51","thoughts":"Three times 17."},"finish_reason":"stop"}]}""");
        ScriptModel();

        var report = await ProbeAsync("--model", "m");

        var call = Should(report, "tool-call", Support.Odd, "no id");
        call.Summary.Should().ContainAll("JSON object instead of a string", "\"stop\" instead of \"tool_calls\"");
        call.Library.Should().Contain("the name \"get_weather\"");
        call.Evidence!.Request.Should().StartWith("POST /v1/chat/completions\n{\"model\":\"m\"").And.Contain("\"tools\":[");
        Should(report, "reasoning-text", Support.Odd, "\"thoughts\"").Evidence!.Response.Should().StartWith("HTTP/1.1 200\n").And.Contain("Three times 17.");
    }

    [Test]
    public async Task Server_that_uses_a_different_field_for_reasoning_in_streams_is_described()
    {
        Server.Given(r => IsReasoningProbe(r) && r.Stream == true).Answers(Stream("""{"choices":[{"index":0,"delta":{"reasoning":"Three times 17."}}]}""", Chunk("51", "stop"), "[DONE]"));
        ScriptModel();

        var report = await ProbeAsync("--model", "m", "--only", "reasoning");

        Should(report, "reasoning-text", Support.Supported, "\"reasoning_content\"");
        Should(report, "reasoning-stream", Support.Supported, "\"reasoning\"").Library.Should().Contain("Three times 17.");
    }

    [Test]
    public async Task Server_that_uses_the_deprecated_function_calls_is_described()
    {
        Server.Given(r => r.Tools is not null).AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"function_call":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},"finish_reason":"function_call"}]}""");

        var report = await ProbeAsync("--only", "tools");

        Should(report, "tool-call", Support.Odd, "function_call instead of tool_calls");
        Should(report, "tool-result", Support.Skipped, "tool-call");
    }

    private static ProbeResult Should(DoctorReport report, string probe, Support support, string summary)
    {
        var result = Of(report, probe);
        (result.Support, result.Summary).Should().Match<(Support Support, string Summary)>(found => found.Support == support && found.Summary.Contains(summary), "the probe {0} found: {1}", probe, result.Summary);
        return result;
    }

    private static bool IsStream(JsonElement json) => json.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    private static string Chunk(string text, string? finishReason = null, string usage = "") =>
        $$"""{"choices":[{"index":0,"delta":{"content":"{{text}}"},"finish_reason":{{(finishReason is null ? "null" : $"\"{finishReason}\"")}}}]{{usage}}}""";

    private static FakeAnswer Stream(params string[] events) => FakeAnswer.Events(events);
}
