using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk.Extensions.AI.Tests.Requests;

/// <summary>
/// Tests that every property of <see cref="ChatOptions"/> is either sent or rejected. If Microsoft adds a property, the first test fails.
/// </summary>
[TestFixture]
public sealed class OptionTests : AdapterTest
{
    // A request with a value for every field.
    private const string Raw =
        """
        {"model":"raw","messages":[{"role":"user","content":"Hi"}],"stream":false,"stream_options":{"include_usage":true},"temperature":0.1,"top_p":0.1,"top_k":1,"min_p":0.1,"n":1,"stop":["a"],
        "max_tokens":1,"max_completion_tokens":1,"presence_penalty":0.1,"frequency_penalty":0.1,"repetition_penalty":0.1,"logit_bias":{"1":1},"logprobs":true,"top_logprobs":1,"seed":1,"user":"u",
        "tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"auto","parallel_tool_calls":true,"functions":[{"name":"f"}],"function_call":"auto","response_format":{"type":"text"},
        "reasoning_effort":"low","verbosity":"low","service_tier":"auto","metadata":{"a":"b"},"store":true,"modalities":["text"],"audio":{"voice":"v"},"prediction":{"type":"content","content":"a"},
        "web_search_options":{},"prompt_cache_key":"k","prompt_cache_retention":"24h","cache_control":{"type":"ephemeral"},"safety_identifier":"s","model_params":{"top_p":0.1}}
        """;

    private static readonly AIFunction _function = AIFunctionFactory.Create((string city) => city, "get_weather", "Gets the weather.");

    private static readonly Dictionary<string, (Action<ChatOptions> Set, string Sent)> _sent = new(StringComparer.Ordinal)
    {
        [nameof(ChatOptions.ModelId)] = (options => options.ModelId = "other", """{"model":"other"}"""),
        [nameof(ChatOptions.Instructions)] = (options => options.Instructions = "Be kind.", """{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"}]}"""),
        [nameof(ChatOptions.Temperature)] = (options => options.Temperature = 0.2f, """{"temperature":0.2}"""),
        [nameof(ChatOptions.MaxOutputTokens)] = (options => options.MaxOutputTokens = 7, """{"max_tokens":7}"""),
        [nameof(ChatOptions.TopP)] = (options => options.TopP = 0.9f, """{"top_p":0.9}"""),
        [nameof(ChatOptions.TopK)] = (options => options.TopK = 5, """{"top_k":5}"""),
        [nameof(ChatOptions.FrequencyPenalty)] = (options => options.FrequencyPenalty = 0.1f, """{"frequency_penalty":0.1}"""),
        [nameof(ChatOptions.PresencePenalty)] = (options => options.PresencePenalty = -0.3f, """{"presence_penalty":-0.3}"""),
        [nameof(ChatOptions.Seed)] = (options => options.Seed = 9_000_000_000, """{"seed":9000000000}"""),
        [nameof(ChatOptions.Reasoning)] = (options => options.Reasoning = new() { Effort = AIReasoningEffort.ExtraHigh, Output = ReasoningOutput.Full }, """{"reasoning_effort":"xhigh"}"""),
        [nameof(ChatOptions.ResponseFormat)] = (options => options.ResponseFormat = ChatResponseFormat.Json, """{"response_format":{"type":"json_object"}}"""),
        [nameof(ChatOptions.StopSequences)] = (options => options.StopSequences = ["a", "b"], """{"stop":["a","b"]}"""),
        [nameof(ChatOptions.AllowMultipleToolCalls)] = (options => (options.AllowMultipleToolCalls, options.Tools) = (false, [_function]), """{"parallel_tool_calls":false}"""),
        [nameof(ChatOptions.ToolMode)] = (options => (options.ToolMode, options.Tools) = (ChatToolMode.RequireAny, [_function]), """{"tool_choice":"required"}"""),
        [nameof(ChatOptions.Tools)] = (
            options => options.Tools = [_function],
            """{"tools":[{"type":"function","function":{"name":"get_weather","description":"Gets the weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}]}"""),
        [nameof(ChatOptions.RawRepresentationFactory)] = (options => options.RawRepresentationFactory = _ => new ChatCompletionRequest { Messages = [], MinP = 0.5 }, """{"min_p":0.5}"""),
        [nameof(ChatOptions.AdditionalProperties)] = (options => options.AdditionalProperties = new() { ["top_a"] = 0.5f, ["reasoning"] = new JsonObject { ["effort"] = "high" } }, """{"top_a":0.5,"reasoning":{"effort":"high"}}"""),
    };

    private static readonly Dictionary<string, Action<ChatOptions>> _rejected = new(StringComparer.Ordinal)
    {
        [nameof(ChatOptions.ConversationId)] = options => options.ConversationId = "c1",
        [nameof(ChatOptions.AllowBackgroundResponses)] = options => options.AllowBackgroundResponses = true,
        [nameof(ChatOptions.ContinuationToken)] = options => options.ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }),
    };

    private static IEnumerable<string> Sent => _sent.Keys;

    private static IEnumerable<string> Rejected => _rejected.Keys;

    [Test]
    public void Every_option_has_a_test_case_in_which_it_is_sent_or_rejected() =>
        typeof(ChatOptions).GetProperties().Select(property => property.Name).Should().BeEquivalentTo(_sent.Keys.Concat(_rejected.Keys));

    [TestCaseSource(nameof(Sent))]
    public async Task Option_is_sent(string name)
    {
        var (set, sent) = _sent[name];
        ChatOptions options = new();
        set(options);

        var body = await SendAsync(options);

        using var expected = JsonDocument.Parse(sent);
        foreach (var member in expected.RootElement.EnumerateObject())
        {
            body.GetProperty(member.Name).GetRawText().Should().Be(member.Value.GetRawText());
        }
    }

    [TestCaseSource(nameof(Rejected))]
    public async Task Exception_for_an_unsupported_option_names_the_option(string name)
    {
        ChatOptions options = new();
        _rejected[name](options);

        await FluentActions.Awaiting(() => Chat.GetResponseAsync("Hi", options, Guard)).Should().ThrowAsync<NotSupportedException>().WithMessage($"{name} *");
        FluentActions.Invoking(() => Chat.GetStreamingResponseAsync("Hi", options, Guard)).Should().Throw<NotSupportedException>().WithMessage($"{name} *");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Options_that_are_not_set_are_not_sent()
    {
        (await SendAsync(new ChatOptions())).GetRawText().Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
    }

    [Test]
    public async Task AllowBackgroundResponses_is_not_sent_if_it_is_false()
    {
        (await SendAsync(new ChatOptions { AllowBackgroundResponses = false })).GetRawText().Should().NotContain("background");
    }

    [Test]
    public async Task Raw_request_takes_precedence_over_the_options_but_lists_are_combined()
    {
        ChatOptions options = new()
        {
            ModelId = "other",
            Temperature = 0.9f,
            MaxOutputTokens = 9,
            StopSequences = ["b"],
            Instructions = "First.",
            AdditionalProperties = new() { ["x"] = 2, ["y"] = null },
            RawRepresentationFactory = _ => new ChatCompletionRequest
            {
                Model = "raw",
                Messages = [ChatMessage.Developer("Second.")],
                Temperature = 0.1,
                MaxCompletionTokens = 1,
                Stop = ["a"],
            }.WithField("x", 1),
        };

        var body = await SendAsync(options);

        body.GetRawText().Should().Be(
            """{"model":"raw","messages":[{"role":"system","content":"First."},{"role":"developer","content":"Second."},{"role":"user","content":"Hi"}],"temperature":0.1,"stop":["a","b"],"max_completion_tokens":1,"x":1,"y":null}""");
    }

    [TestCase("max_completion_tokens", "500")]
    [TestCase("min_p", "0.5")]
    [TestCase("model", "\"raw\"")]
    public async Task Field_of_the_raw_request_takes_precedence_over_an_additional_property_with_the_same_name(string name, string sent)
    {
        ChatOptions options = new()
        {
            AdditionalProperties = new() { [name] = 100 },
            RawRepresentationFactory = _ => new ChatCompletionRequest { Model = "raw", Messages = [], MaxCompletionTokens = 500, MinP = 0.5 },
        };

        (await SendAsync(options)).GetProperty(name).GetRawText().Should().Be(sent);
    }

    [Test]
    public async Task Additional_property_takes_precedence_over_the_option_with_the_same_name()
    {
        ChatOptions options = new() { Temperature = 0.9f, AdditionalProperties = new() { ["temperature"] = 0.1 }, RawRepresentationFactory = _ => new ChatCompletionRequest { Messages = [], MinP = 0.5 } };

        (await SendAsync(options)).GetProperty("temperature").GetDouble().Should().Be(0.1);
    }

    [Test]
    public async Task Every_field_of_the_raw_request_is_preserved()
    {
        // stream_options is sent only with streams.
        var names = typeof(ChatCompletionRequest).GetProperties().Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name).OfType<string>().Except(["stream_options"], StringComparer.Ordinal).ToList();
        ChatOptions options = new()
        {
            AdditionalProperties = new(names.Select(name => KeyValuePair.Create(name, (object?)"odd"))),
            RawRepresentationFactory = _ => JsonSerializer.Deserialize<ChatCompletionRequest>(Raw),
        };

        var body = await SendAsync(options);

        names.Should().HaveCountGreaterThan(30);
        names.Where(name => !body.TryGetProperty(name, out var sent) || sent.GetRawText() == "\"odd\"").Should().BeEmpty();
        body.TryGetProperty("stream_options", out _).Should().BeFalse();
    }

    [TestCase("", "", "m")]
    [TestCase(" ", "other", "other")]
    [TestCase("raw", "", "raw")]
    public async Task Blank_model_is_ignored(string raw, string option, string sent)
    {
        ChatOptions options = new() { ModelId = option, RawRepresentationFactory = _ => new ChatCompletionRequest { Model = raw, Messages = [] } };

        (await SendAsync(options)).GetProperty("model").GetString().Should().Be(sent);
    }

    [Test]
    public async Task Raw_request_factory_receives_the_client()
    {
        IChatClient? received = null;

        await SendAsync(new ChatOptions { RawRepresentationFactory = client => (received = client) is null ? "" : null });

        received.Should().BeSameAs(Chat);
    }

    [Test]
    public async Task Raw_representation_that_is_not_a_request_throws()
    {
        ChatOptions options = new() { RawRepresentationFactory = _ => "text" };

        await FluentActions.Awaiting(() => SendAsync(options)).Should().ThrowAsync<NotSupportedException>().WithMessage("RawRepresentationFactory *System.String*");
    }

    [TestCase(AIReasoningEffort.None, "none")]
    [TestCase(AIReasoningEffort.Low, "low")]
    [TestCase(AIReasoningEffort.Medium, "medium")]
    [TestCase(AIReasoningEffort.High, "high")]
    [TestCase(AIReasoningEffort.ExtraHigh, "xhigh")]
    public async Task Reasoning_effort_is_mapped_to_the_protocol(AIReasoningEffort effort, string expected)
    {
        var body = await SendAsync(new ChatOptions { Reasoning = new() { Effort = effort } });

        body.GetProperty("reasoning_effort").GetString().Should().Be(expected);
    }

    [Test]
    public async Task Request_for_a_reasoning_summary_throws()
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.Summary } };

        await FluentActions.Awaiting(() => SendAsync(options)).Should().ThrowAsync<NotSupportedException>().WithMessage("Reasoning.Output *");
    }

    [Test]
    public async Task Exception_for_an_additional_property_that_is_not_JSON_names_the_property()
    {
        ChatOptions options = new() { AdditionalProperties = new() { ["odd"] = (Action)(() => { }) } };

        await FluentActions.Awaiting(() => SendAsync(options)).Should().ThrowAsync<NotSupportedException>().WithMessage("*AdditionalProperties[\"odd\"]*");
    }

    [Test]
    public async Task Options_and_messages_of_the_caller_are_not_changed()
    {
        ChatOptions options = new()
        {
            Instructions = "Be kind.",
            StopSequences = ["a"],
            Tools = [_function],
            AdditionalProperties = new() { ["strict"] = true, ["x"] = 1 },
        };
        List<AIMessage> messages = [new(AIRole.User, "Hi")];
        Server.AnswersText("Hi");

        await Chat.GetResponseAsync(messages, options, Guard);

        options.Should().BeEquivalentTo(new { Instructions = "Be kind.", ModelId = (string?)null, Temperature = (float?)null });
        options.StopSequences.Should().Equal("a");
        options.Tools.Should().Equal(_function);
        options.AdditionalProperties.Should().HaveCount(2);
        messages.Should().ContainSingle().Which.Text.Should().Be("Hi");
    }
}
