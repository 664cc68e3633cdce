using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

/// <summary>Probes servers that answer with the captured responses of real services.</summary>
public sealed class DoctorServerTests : DoctorTest
{
    [Test]
    public async Task Report_describes_a_server_that_streams_indented_JSON_and_sends_errors_as_strings()
    {
        GivenMessages(isValid: false).Answers(Capture("seed0-error-string-500", 500));
        GivenStream().Answers(Capture("seed0-stream-pretty-json"));
        GivenPath("/models").Answers(Capture("openai-models"));
        GivenPath("/chat/completions").AnswersJson("""{"id":"chatcmpl-ab12cd34ef","object":"chat.completion","created":69420,"model":"llama-3.1-70b","choices":[{"index":0,"message":{"role":"assistant","content":"Hello! How can I assist you today?"},"finish_reason":"stop"}],"usage":{"prompt_tokens":69,"completion_tokens":420,"total_tokens":69420},"system_fingerprint":null}""");

        var report = await ProbeAsync();

        Of(report, "usage").Should().Match<ProbeResult>(result => result.Support == Support.Odd && result.Library!.Contains("69,420 in total"));
        report.Results.Should().NotContain(result => result.Summary.Contains("--max-tokens"));
        Of(report, "stream-format").Summary.Should().Contain("lines without \"data:\"");
        Of(report, "stream-usage").Support.Should().Be(Support.NotSupported);
        Of(report, "error-request").Should().Match<ProbeResult>(result => result.Support == Support.Odd && result.Summary.Contains("500 and \"error\" of type string"));
        Of(report, "tool-call").Support.Should().Be(Support.NotSupported);
    }

    [Test]
    public async Task Report_describes_a_server_that_filters_content_and_does_not_list_its_models()
    {
        GivenMessages(isValid: false).Answers(Capture("seed1-content-filtered", 400));
        GivenStream().Answers(Capture("seed1-chunks-framed"));
        GivenPath("/chat/completions").Answers(Capture("seed1-completion"));
        NotFound();

        var report = await ProbeAsync("--key", "secret-key-1", "--model", "claude-2");

        report.Authentication.Should().Be("Bearer");
        Of(report, "models").Support.Should().Be(Support.NotSupported);
        Of(report, "stream-usage").Summary.Should().Be("Streams include the usage even if it is not requested.");
        Of(report, "no-key").Summary.Should().Be("The server also answers requests without a key.");
        Of(report, "error-request").Library.Should().Contain("ContentFilter");
    }

    [Test]
    public async Task Report_describes_a_gateway_whose_path_is_missing_from_the_address()
    {
        Server.GivenRequest(request => !request.Path.StartsWith("/api/v1/", StringComparison.Ordinal)).AnswersJson("""{"detail":"Not Found"}""", 404);
        Server.Given(r => r.Model != "gpt-3.5-turbo").Answers(Capture("seed2-invalid-model", 400));
        GivenStream().Answers(Capture("seed2-stream"));
        Server.Given(r => r.Tools is not null).Answers(Capture("seed2-rate-limit", 429));
        Server.Given(r => r.ResponseFormat is not null).Answers(Capture("seed2-budget-exceeded", 429));
        GivenPath("/chat/completions").Answers(Capture("seed2-completion"));
        NotFound();

        var report = await ProbeAsync("--model", "gpt-3.5-turbo");

        Of(report, "address").Setting!.Code.Should().EndWith("/api/v1\"");
        Of(report, "error-model").Library.Should().Contain("Model 'invalid-model' not found");
        Of(report, "tool-call").Summary.Should().StartWith("The rate limit was exceeded: 429");
        Of(report, "json-mode").Summary.Should().StartWith("The quota is exhausted: 429");
        Of(report, "rate-limit-error").Summary.Should().Contain("does not say when to retry");
    }

    [Test]
    public async Task Report_describes_a_server_whose_streams_lack_DONE_and_whose_answers_lack_text()
    {
        GivenStream().Answers(Capture("seed3-atoma-stream-no-done"));
        Server.Given(r => r.Tools is not null).Answers(Capture("seed3-atoma-402", 402));
        GivenPath("/chat/completions").Answers(Capture("seed3-atoma-completion"));
        NotFound();

        var report = await ProbeAsync("--model", "meta-llama/Llama-3.3-70B-Instruct");

        Of(report, "answer").Summary.Should().Contain("has no text").And.Contain("\"system\" instead of \"assistant\"");
        Of(report, "finish-reason").Summary.Should().Be("The answer has no finish reason.");
        Of(report, "stream-end").Summary.Should().Be("The stream ends without [DONE].");
        Of(report, "stream-format").Summary.Should().Contain("keep-alive comments");
        Of(report, "tool-call").Summary.Should().Contain("Insufficient balance");
    }

    [Test]
    public async Task Report_describes_a_server_that_expects_no_space_between_bearer_and_the_key()
    {
        Server.GivenRequest(request => request.Headers.GetValueOrDefault("Authorization") != "bearersecret-key-1").AnswersJson("""{"detail":"Not authenticated"}""", 401);
        GivenStream().Answers(Capture("seed4-stream"));
        ScriptModel();

        var report = await ProbeAsync("--key", "secret-key-1", "--model", "default");

        Of(report, "key").Setting!.Code.Should().Be("ApiKey = \"bearer\" + key, ApiKeyScheme = \"\"");
        report.Authentication.Should().Be("raw Authorization");
        report.Recipe.Should().Contain("ApiKey = \"bearer\" + key").And.NotContain("ApiKey = key");
        Of(report, "stream").Support.Should().Be(Support.Supported);
    }

    private void NotFound() => Server.AnswersAlways(FakeAnswer.Json("""{"detail":"Not Found"}""", 404));

    private FakeRule GivenMessages(bool isValid) => Given(json => json.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array == isValid);

    private static FakeAnswer Capture(string name, int status = 200)
    {
        var file = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "fixtures", "wire", name), "body.*").Single();
        return FakeAnswer.Bytes(File.ReadAllBytes(file), file.EndsWith(".sse", StringComparison.Ordinal) ? "text/event-stream" : "application/json", status);
    }
}
