using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChatSdk.Extensions.AI.Tests.Pipelines;

/// <summary>Tests the spans that <c>UseOpenTelemetry</c> reports when it wraps the adapter.</summary>
[TestFixture]
public sealed class OpenTelemetryTests : AdapterTest, IDisposable
{
    private const string Source = "OpenTelemetryTests";
    private const string Answer =
        """
        {"id":"c-1","model":"m-2026","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi"}}],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}
        """;

    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name is Source or "ChatSdk",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    [SetUp]
    public void Listen()
    {
        _listener.ActivityStopped = _spans.Enqueue;
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Test]
    public async Task Call_is_reported_as_a_span_with_the_model_the_server_the_usage_and_the_finish_reason()
    {
        Server.AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseOpenTelemetry(sourceName: Source).Build();

        await pipeline.GetResponseAsync("Hi", cancellationToken: Guard);

        ShouldHaveReported();
    }

    [Test]
    public async Task Stream_is_reported_as_a_span_with_the_same_tags_as_a_complete_response()
    {
        Server.AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseOpenTelemetry(sourceName: Source).Build();

        await pipeline.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard);

        ShouldHaveReported();
    }

    [Test]
    public async Task Span_of_a_failed_call_has_the_exception_type()
    {
        Server.AnswersError(401, "Who are you?");
        using var pipeline = Chat.AsBuilder().UseOpenTelemetry(sourceName: Source).Build();

        await FluentActions.Awaiting(() => pipeline.GetResponseAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        var span = _spans.Should().ContainSingle(span => span.Source.Name == Source).Subject;
        (span.Status, span.GetTagItem("error.type")).Should().Be((ActivityStatusCode.Error, typeof(ChatApiException).FullName));
    }

    [TestCase(true, 2)]
    [TestCase(false, 1)]
    public async Task Call_is_reported_twice_unless_client_telemetry_is_disabled(bool enabled, int spans)
    {
        using ChatClient client = new(new ChatClientOptions { BaseAddress = Server.BaseAddress, Model = "m", EnableTelemetry = enabled });
        using var pipeline = client.AsIChatClient().AsBuilder().UseOpenTelemetry(sourceName: Source).Build();

        await pipeline.GetResponseAsync("Hi", cancellationToken: Guard);

        _spans.Select(span => span.DisplayName).Should().HaveCount(spans).And.OnlyContain(name => name == "chat m");
    }

    private void ShouldHaveReported()
    {
        var span = _spans.Should().ContainSingle(span => span.Source.Name == Source).Subject;
        (span.DisplayName, span.Kind, span.Status).Should().Be(("chat m", ActivityKind.Client, ActivityStatusCode.Unset));
        span.TagObjects.ToDictionary(StringComparer.Ordinal).Should().Contain(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "openai",
            ["gen_ai.request.model"] = "m",
            ["gen_ai.response.id"] = "c-1",
            ["gen_ai.response.model"] = "m-2026",
            ["gen_ai.response.finish_reasons"] = "[\"stop\"]",
            ["gen_ai.usage.input_tokens"] = 12,
            ["gen_ai.usage.output_tokens"] = 7,
            ["server.address"] = "127.0.0.1",
            ["server.port"] = new Uri(Server.BaseAddress).Port,
        });
    }
}
