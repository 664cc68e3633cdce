using System.Net;
using System.Reflection;
using System.Text.Json;

namespace ChatSdk.Testing.Tests;

/// <summary>
/// Tests that the answers in <see cref="FakeErrors"/> equal the captured responses, and that the client throws the expected exceptions for them.
/// </summary>
public sealed class FakeErrorsTests : ClientTest
{
    private static readonly Dictionary<string, string> _captures = new(StringComparer.Ordinal)
    {
        ["AtomaBalance"] = "seed3-atoma-402",
        ["AzureContentFilter"] = "azure-400-content-filter",
        ["GatewayRateLimit"] = "seed2-rate-limit",
        ["GatewayUnknownModel"] = "seed2-invalid-model",
        ["GeminiRateLimit"] = "gemini-429-array",
        ["GroqToolUseFailedInStream"] = "groq-stream-event-error",
        ["LiteLlmBudget"] = "seed2-budget-exceeded",
        ["LiteLlmRateLimitInStream"] = "litellm-stream-error-code-text",
        ["LlamaCppContextLength"] = "llamacpp-400-context",
        ["LmStudioContextLengthInStream"] = "lmstudio-stream-event-error",
        ["MistralUnknownField"] = "mistral-422-message-object",
        ["OpenAIContextLength"] = "openai-400-context-length",
        ["OpenAIInsufficientQuota"] = "openai-429-insufficient-quota",
        ["OpenAIInvalidKey"] = "openai-401-invalid-key",
        ["OpenAIRateLimit"] = "openai-429-rate-limit",
        ["OpenAIUnsupportedParameter"] = "openai-400-unsupported-param",
        ["OpenRouterErrorInStream"] = "openrouter-stream-error-mid",
        ["OpenRouterRateLimit"] = "openrouter-429",
        ["ProxyBadGateway"] = "proxy-502-html",
        ["SlierContentFilter"] = "seed1-content-filtered",
        ["VllmInvalidKey"] = "vllm-401",
        ["XaiOverloadedInStream"] = "xai-stream-json-error",
        ["ZaiBalance"] = "zai-429-balance",
    };

    private static IEnumerable<string> All => typeof(FakeErrors).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name);

    [TestCaseSource(nameof(_captures))]
    public async Task Known_error_equals_the_captured_response(KeyValuePair<string, string> capture)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "fixtures", "wire", capture.Value);
        using var expect = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "expect.json"), Guard));
        var body = await File.ReadAllBytesAsync(Path.Combine(folder, expect.RootElement.GetProperty("body_file").GetString()!), Guard);
        Server.Answers(Named(capture.Key));
        using var http = new HttpClient();

        using var response = await http.GetAsync(new Uri(Server.BaseAddress), Guard);

        (await response.Content.ReadAsByteArrayAsync(Guard)).Should().Equal(body);
        ((int)response.StatusCode).Should().Be(expect.RootElement.GetProperty("http_status").GetInt32());
        foreach (var header in expect.RootElement.GetProperty("headers").EnumerateObject())
        {
            var values = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(StringComparer.OrdinalIgnoreCase);
            values[header.Name].ToString().Should().Be(header.Value.GetString());
        }
    }

    [Test]
    public void Every_known_error_except_AnthropicOverloaded_has_a_captured_response()
    {
        All.Should().BeEquivalentTo(_captures.Keys.Append("AnthropicOverloaded"));
    }

    [TestCaseSource(nameof(All))]
    public async Task Client_throws_ChatApiException_for_each_known_error(string name)
    {
        Server.Answers(Named(name));

        var (_, failure) = await ReadBrokenAsync("Hi");

        failure.Should().BeAssignableTo<ChatApiException>();
    }

    [TestCase("AnthropicOverloaded", ChatErrorKind.Overloaded)]
    [TestCase("OpenAIRateLimit", ChatErrorKind.RateLimit)]
    [TestCase("LiteLlmBudget", ChatErrorKind.QuotaExhausted)]
    [TestCase("LlamaCppContextLength", ChatErrorKind.ContextLength)]
    [TestCase("AzureContentFilter", ChatErrorKind.ContentFilter)]
    [TestCase("XaiOverloadedInStream", ChatErrorKind.Overloaded)]
    public async Task Known_error_has_the_expected_kind(string name, ChatErrorKind kind)
    {
        Server.Answers(Named(name));

        var (_, failure) = await ReadBrokenAsync("Hi");

        failure.Should().BeAssignableTo<ChatApiException>().Which.Kind.Should().Be(kind);
    }

    [Test]
    public async Task Headers_can_be_added_to_a_known_error()
    {
        Server.Answers(FakeErrors.OpenAIRateLimit.WithHeader("retry-after-ms", "1")).AnswersText("Hello.");

        var first = await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatRateLimitException>();

        first.Which.RetryAfter.Should().Be(TimeSpan.FromMilliseconds(1));
        first.Which.Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hello.");
    }

    private static FakeAnswer Named(string name) => (FakeAnswer)typeof(FakeErrors).GetProperty(name)!.GetValue(null)!;
}
