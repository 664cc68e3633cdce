using System.Text.Json;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests how an answer is split into the events of a stream, and when the events are sent.</summary>
public sealed class FakeStreamTests : ServerTest
{
    private const string _streamed = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    [Test]
    public async Task Arguments_are_sent_in_fragments_after_the_name()
    {
        Server.CallsTool("get_weather", """{"city":"Paris"}""");

        var calls = (await SendForEventsAsync(_streamed))[1..^2].Select(data => Delta(data).GetProperty("tool_calls")[0]).ToArray();

        calls[0].GetRawText().Should().Be("""{"index":0,"id":"call_1_1","type":"function","function":{"name":"get_weather","arguments":""}}""");
        calls.Should().HaveCount(3).And.OnlyContain(call => call.GetProperty("index").GetInt32() == 0);
        string.Concat(calls.Select(call => call.GetProperty("function").GetProperty("arguments").GetString())).Should().Be("""{"city":"Paris"}""");
    }

    [Test]
    public async Task Reasoning_precedes_the_text()
    {
        Server.AnswersText("It is 4.").WithReasoning("Two and two.");

        var deltas = (await SendForEventsAsync(_streamed))[1..^2].Select(data => Delta(data).EnumerateObject().Single().Name);

        deltas.Should().Equal("reasoning_content", "reasoning_content", "reasoning_content", "content", "content", "content");
    }

    [Test]
    public async Task Scripted_stream_can_have_tool_calls_and_usage()
    {
        Server.Streams("a").WithToolCall("f", "{}").WithUsage(new ChatUsage { TotalTokens = 7 });

        var events = await SendForEventsAsync("{}");

        events[^3].Should().Contain("\"finish_reason\":\"tool_calls\"");
        JsonElement.Parse(events[^2]).GetProperty("usage").GetRawText().Should().Be("""{"total_tokens":7}""");
    }

    [TestCase(_streamed, "m")]
    [TestCase("""{"model":null}""", "fake-model")]
    [TestCase("[]", "fake-model")]
    [TestCase("", "fake-model")]
    public async Task Scripted_stream_has_the_requested_or_the_default_model(string json, string model)
    {
        Server.Streams("a").Streams("a");

        var events = await SendForEventsAsync(json);

        events[..^1].Should().OnlyContain(data => JsonElement.Parse(data).GetProperty("model").GetString() == model);
        (await SendForEventsAsync(json)).Should().Equal(events, "the same request must receive the same bytes");
    }

    [Test]
    public async Task Stream_that_is_sent_byte_by_byte_is_received_unchanged()
    {
        Server.AnswersText("grüß 🦊").SplitEvery(1);

        var events = await SendForEventsAsync(_streamed);

        events.Should().HaveCount(5);
        events[1].Should().Contain("\"grüß\"");
    }

    [Test]
    public async Task Latency_delays_the_headers()
    {
        var latency = TimeSpan.FromMilliseconds(100);
        Server.Streams("a").After(latency);
        var start = TimeProvider.System.GetTimestamp();

        using var response = await OpenAsync(_streamed, Guard);

        TimeProvider.System.GetElapsedTime(start).Should().BeGreaterThan(0.9 * latency);
    }

    [Test]
    public async Task Rate_in_tokens_per_second_is_met_on_average()
    {
        Server.Streams([.. Enumerable.Repeat("x", 48)]).AtTokensPerSecond(200);
        var start = TimeProvider.System.GetTimestamp();

        (await SendForEventsAsync("{}")).Should().HaveCount(51);

        // There are 50 waits of 5 ms. If timers fire late, their delays must not add up.
        TimeProvider.System.GetElapsedTime(start).TotalMilliseconds.Should().BeInRange(240, 5_000);
    }

    [Test]
    public async Task Disconnection_of_the_client_is_detected_while_the_answer_is_delayed()
    {
        Server.AnswersText("x").After(TimeSpan.FromHours(1));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var open = OpenAsync(_streamed, cancellation.Token);
        var request = await Server.NextRequestAsync(Guard);

        await cancellation.CancelAsync();

        await open.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public void Delay_or_pace_out_of_range_throws_immediately()
    {
        var answer = FakeAnswer.Text("x");
        Action[] mistakes =
        [
            () => answer.After(TimeSpan.FromTicks(-1)),
            () => answer.After(TimeSpan.MaxValue),
            () => answer.AtTokensPerSecond(0),
            () => answer.AtTokensPerSecond(double.NaN),
        ];

        mistakes.Should().AllSatisfy(mistake => mistake.Should().Throw<ArgumentOutOfRangeException>());
    }

    private static JsonElement Delta(string data) => JsonElement.Parse(data).GetProperty("choices")[0].GetProperty("delta");
}
