using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

/// <summary>The base class for tests that probe a fake server.</summary>
public abstract class DoctorTest : ToolTest
{
    /// <summary>Probes the server, and returns the report that the command writes as JSON.</summary>
    internal Task<DoctorReport> ProbeAsync(params string[] arguments) => ProbeAtAsync(Server.BaseAddress, arguments);

    /// <summary>Probes an address, and returns the report that the command writes as JSON.</summary>
    internal async Task<DoctorReport> ProbeAtAsync(string address, params string[] arguments)
    {
        var file = Path.Combine(Folder, "report.json");
        await RunAsync(["doctor", address, "--json", "--output", file, .. arguments]);
        return ReportJson.ReadFile(file);
    }

    /// <summary>Returns the result of a probe.</summary>
    internal static ProbeResult Of(DoctorReport report, string probe) => report.Results.Single(result => result.Name == probe);

    /// <summary>Returns a rule for requests whose JSON meets a condition.</summary>
    protected FakeRule Given(Func<JsonElement, bool> condition) => Server.GivenRequest(request => request.Json is { ValueKind: JsonValueKind.Object } json && condition(json));

    /// <summary>Returns a rule for streaming requests, or only for those with or without stream options.</summary>
    protected FakeRule GivenStream(bool? withUsage = null) => Given(json =>
        json.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True && (withUsage is null || json.TryGetProperty("stream_options", out _) == withUsage));

    /// <summary>Returns a rule for requests whose path ends with the given text.</summary>
    protected FakeRule GivenPath(string end) => Server.GivenRequest(request => request.Path.EndsWith(end, StringComparison.Ordinal));

    /// <summary>Determines whether the reasoning probe sent the request.</summary>
    protected static bool IsReasoningProbe(ChatCompletionRequest request) => request.Messages is [var first, ..] && first.Text.Contains("17 times 3", StringComparison.Ordinal);

    /// <summary>Scripts a server that follows the protocol, and a model that does what the probes tell it. Rules that the test created earlier take precedence.</summary>
    protected void ScriptModel()
    {
        const string Paris = """{"city":"Paris"}""";
        Server.Given(r => r.Messages.Count == 0).AnswersError(400, "The messages are malformed.", "invalid_request_error");
        Server.Given(r => r.Model!.Contains("no-such-model", StringComparison.Ordinal)).AnswersError(404, "The model does not exist.", "invalid_request_error", "model_not_found");
        Server.Given(r => ToolChoice.None.Equals(r.ToolChoice)).AnswersText("I cannot know.");
        Server.Given(r => r.ToolChoice is not null).CallsTool("get_time", Paris);
        Server.Given(r => r.Messages[^1].Role == ChatRole.Tool).AnswersText("It is 18 °C.");
        Server.Given(r => r.Tools is not null && r.Messages[^1].Text.Contains("Rome", StringComparison.Ordinal)).CallsTool("get_weather", Paris).WithToolCall("get_weather", """{"city":"Rome"}""");
        Server.Given(r => r.Tools is not null).CallsTool("get_weather", Paris);
        Server.Given(r => r.ResponseFormat?.Type == "json_schema").AnswersText("""{"k7":"green"}""");
        Server.Given(r => r.ResponseFormat is not null).AnswersText("""{"color":"red"}""");
        Server.Given(r => r.Stop is not null).AnswersText("1, 2, 3, 4, 5, 6, ");
        Server.Given(r => r.MaxTokens == 8 && r.LogProbs is null).AnswersText("1, 2, 3").WithFinishReason(FinishReason.Length);
        Server.Given(r => r.LogProbs == true).AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"logprobs":{"content":[{"token":"Hi","logprob":-0.1,"top_logprobs":[{"token":"Hi","logprob":-0.1},{"token":"Yo","logprob":-2}]}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}""");
        Server.Given(r => r.Messages[0].Text.Contains("banana", StringComparison.Ordinal)).AnswersText("banana");
        Server.Given(r => r.Messages[^1].Text.Contains("square", StringComparison.Ordinal)).AnswersText("Red.");
        Server.Given(IsReasoningProbe).AnswersText("51").WithReasoning("17 and 17 and 17.");
    }
}
