using System.Diagnostics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the span of a call without streaming.</summary>
[TestFixture]
public sealed class CallSpanTests : TelemetryTest
{
    private static readonly string[] _stop = ["stop"];

    private Uri Address => new(Server.BaseAddress);

    [Test]
    public async Task Span_of_a_call_has_tags_for_its_settings_and_results()
    {
        Server.AnswersJson(Answer);
        var request = new ChatCompletionRequest
        {
            Model = "m",
            Messages = [ChatMessage.User("Hi")],
            MaxCompletionTokens = 100,
            Temperature = 0.2,
            TopP = 0.9,
            TopK = 40,
            Seed = 7,
            Stop = ["11", "eleven"],
            FrequencyPenalty = 0.3,
            PresencePenalty = 0.4,
            N = 2,
            ResponseFormat = ResponseFormat.JsonObject,
        };

        await Client.CreateAsync(request, cancellationToken: Guard);

        (Span.DisplayName, Span.Kind, Span.Status, Span.Source.TelemetrySchemaUrl).Should()
            .Be(("chat m", ActivityKind.Client, ActivityStatusCode.Unset, "https://opentelemetry.io/schemas/1.41.0"));
        Tags.Should().BeEquivalentTo(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = "m",
            ["gen_ai.request.max_tokens"] = 100,
            ["gen_ai.request.temperature"] = 0.2,
            ["gen_ai.request.top_p"] = 0.9,
            ["gen_ai.request.top_k"] = 40,
            ["gen_ai.request.seed"] = 7L,
            ["gen_ai.request.stop_sequences"] = request.Stop!.Items,
            ["gen_ai.request.frequency_penalty"] = 0.3,
            ["gen_ai.request.presence_penalty"] = 0.4,
            ["gen_ai.request.choice.count"] = 2,
            ["gen_ai.output.type"] = "json",
            ["gen_ai.response.id"] = "c-1",
            ["gen_ai.response.model"] = "m-2026",
            ["gen_ai.response.finish_reasons"] = _stop,
            ["gen_ai.usage.input_tokens"] = 12L,
            ["gen_ai.usage.output_tokens"] = 7L,
            ["gen_ai.usage.cache_read.input_tokens"] = 5L,
            ["gen_ai.usage.reasoning.output_tokens"] = 3L,
            ["server.address"] = "127.0.0.1",
            ["server.port"] = Address.Port,
            ["chatsdk.attempts"] = 1,
        });
    }

    [Test]
    public async Task Span_of_a_call_has_no_tags_for_values_that_are_not_set()
    {
        Server.AnswersJson(Hi);

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Tags.Keys.Should().BeEquivalentTo(
            "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.response.finish_reasons", "server.address", "server.port", "chatsdk.attempts");
    }

    [Test]
    public async Task Span_has_the_reasoning_effort_and_the_number_of_tokens_written_to_the_cache()
    {
        Server.AnswersJson("""{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"cache_creation_input_tokens":9}}""");

        await Client.CreateAsync(_hello with { ReasoningEffort = ReasoningEffort.High }, cancellationToken: Guard);

        Span.ShouldHave(("gen_ai.request.reasoning.level", "high"), ("gen_ai.usage.cache_creation.input_tokens", 9L));
    }

    [Test]
    public async Task Span_and_metrics_have_the_provider_that_is_set_in_the_options()
    {
        Options.TelemetryProvider = "my.provider";

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Span.ShouldHave(("gen_ai.provider.name", "my.provider"));
        Telemetry.Measurements.Should().NotBeEmpty().And.OnlyContain(measurement => Equals(measurement.Tags["gen_ai.provider.name"], "my.provider"));
    }

    [Test]
    public async Task Span_has_the_conversation_id_that_is_set_in_the_call_options()
    {
        await Client.CreateAsync(_hello, new() { ConversationId = "conv-1" }, Guard);

        Span.ShouldHave(("gen_ai.conversation.id", "conv-1"));
        Server.Requests.Single().Body.Should().NotContain("conv-1");
    }

    [Test]
    public async Task Spans_of_a_conversation_have_its_id_unless_the_call_has_another()
    {
        var conversation = new ChatConversation(Client) { Id = "conv-1" };

        await conversation.SendAsync("Hi", cancellationToken: Guard);
        await ReadAsync(conversation.SendStreamAsync("Hi", cancellationToken: Guard));
        await conversation.SendAsync("Hi", new() { ConversationId = "conv-2" }, Guard);

        Telemetry.Spans.Select(span => span.GetTagItem("gen_ai.conversation.id")).Should().Equal("conv-1", "conv-1", "conv-2");
    }

    [Test]
    public async Task Span_of_a_text_completion_has_the_operation_text_completion()
    {
        Server.AnswersJson("""{"id":"t-1","choices":[{"text":"there","finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""");

        await Client.CreateTextAsync(new() { Prompt = "Hi", MaxTokens = 2, Temperature = 0.5 }, cancellationToken: Guard);

        Span.DisplayName.Should().Be("text_completion m");
        Span.ShouldHave(
            ("gen_ai.operation.name", "text_completion"),
            ("gen_ai.request.max_tokens", 2),
            ("gen_ai.request.temperature", 0.5),
            ("gen_ai.response.id", "t-1"),
            ("gen_ai.usage.output_tokens", 2L));
        FinishReasons.Should().Equal("length");
    }

    [Test]
    public async Task Listing_models_creates_no_span_and_no_measurement()
    {
        await Client.ListModelsAsync(cancellationToken: Guard);

        Telemetry.Spans.Should().BeEmpty();
        Telemetry.Measurements.Should().BeEmpty();
    }

    [Test]
    public async Task Error_type_of_an_error_response_is_its_status()
    {
        Options.MaxRetries = 2;
        Options.RetryDelay = TimeSpan.Zero;
        Server.AnswersAlways(FakeAnswer.Error(503, "secret words"));

        await ShouldFailAsync<ChatApiException>();

        (Span.Status, Span.StatusDescription).Should().Be((ActivityStatusCode.Error, "503"));
        Span.ShouldHave(("error.type", "503"), ("chatsdk.attempts", 3));
    }

    [Test]
    public async Task Error_type_of_an_error_with_status_200_is_ChatApiException_and_the_error_kind()
    {
        Server.AnswersJson("""{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}""");

        await ShouldFailAsync<ChatRateLimitException>();

        Tags["error.type"].Should().Be("ChatApiException.RateLimit");
    }

    [Test]
    public async Task Error_type_of_a_lost_connection_is_the_exception_type_and_its_kind()
    {
        Server.Answers(FakeAnswer.Drop());

        var failure = await ShouldFailAsync<ChatConnectionException>();

        Tags["error.type"].Should().Be($"ChatConnectionException.{failure.Kind}");
    }

    [Test]
    public async Task Span_of_a_call_that_times_out_has_an_error_status()
    {
        var time = new ManualTime();
        (Options.TimeProvider, Options.OverallTimeout) = (time, TimeSpan.FromSeconds(20));
        Server.Answers(FakeAnswer.Silence());
        var call = Client.CreateAsync(_hello, cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);

        time.Advance(TimeSpan.FromSeconds(20));

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<ChatTimeoutException>();
        (Span.Status, Span.StatusDescription).Should().Be((ActivityStatusCode.Error, "ChatTimeoutException.Overall"));
        Tags["error.type"].Should().Be("ChatTimeoutException.Overall");
    }

    [Test]
    public async Task Span_has_an_error_status_after_a_cancellation_that_the_caller_did_not_request()
    {
        Options.ApiKeyProvider = _ => throw new TaskCanceledException("The vault did not answer.");

        var act = () => Client.CreateAsync(_hello, cancellationToken: Guard);

        await act.Should().ThrowAsync<TaskCanceledException>();
        Span.Status.Should().Be(ActivityStatusCode.Error);
    }

    [Test]
    public async Task Span_of_a_canceled_call_has_no_error_status()
    {
        using var caller = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Silence());
        var call = Client.CreateAsync(_hello, cancellationToken: caller.Token);
        await Server.NextRequestAsync(Guard);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        Span.Status.Should().Be(ActivityStatusCode.Unset);
        Tags["error.type"].Should().Be("System.OperationCanceledException");
    }

    [Test]
    public async Task IPv6_address_is_reported_without_brackets()
    {
        Options.BaseAddress = "http://[::1]:9/v1";

        await ShouldFailAsync<ChatConnectionException>();

        Span.ShouldHave(("server.address", "::1"), ("server.port", 9));
    }

    [Test]
    public async Task Client_with_telemetry_disabled_reports_nothing()
    {
        Options.EnableTelemetry = false;

        await Client.CreateAsync(_hello, cancellationToken: Guard);
        await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        Telemetry.Spans.Should().BeEmpty();
        Telemetry.Measurements.Should().BeEmpty();
        Telemetry.HttpSpans.Should().HaveCount(2, "HttpClient still creates its own spans");
    }

    private async Task<T> ShouldFailAsync<T>()
        where T : ChatException => (await FluentActions.Awaiting(() => Client.CreateAsync(_hello, cancellationToken: Guard)).Should().ThrowAsync<T>()).Which;
}
