using System.Net;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests the metadata of a response.</summary>
[TestFixture]
public sealed class ChatResponseInfoTests : ClientTest
{
    [Test]
    public async Task Answer_has_the_status_the_headers_and_the_request_id()
    {
        Server.Answers(FakeAnswer.Json(Hi).WithHeader("X-Request-Id", "req_1").WithHeader("X-Extra", "a"));

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Response!.Status.Should().Be(HttpStatusCode.OK);
        answer.Response.RequestId.Should().Be("req_1");
        answer.Response.Headers.Should().Contain("x-extra", "a").And.ContainKey("content-type");
    }

    [Test]
    public async Task Chunks_and_the_accumulated_answer_have_the_response_metadata()
    {
        Server.Answers(FakeAnswer.Stream("a", "b").WithHeader("request-id", "req_2"));
        var accumulator = new ChatCompletionAccumulator();

        await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            chunk.Response!.RequestId.Should().Be("req_2");
            accumulator.Add(chunk);
        }

        accumulator.ToCompletion().Response!.RequestId.Should().Be("req_2");
    }

    [Test]
    public async Task Text_completion_has_the_response_metadata()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"text":"a","finish_reason":"stop"}]}""");

        var answer = await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

        answer.Response!.Status.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Response_metadata_does_not_affect_equality()
    {
        Server.Answers(FakeAnswer.Json(Hi).WithHeader("X-Request-Id", "1")).Answers(FakeAnswer.Json(Hi).WithHeader("X-Request-Id", "2"));

        var first = await Client.CreateAsync("Hi", cancellationToken: Guard);
        var second = await Client.CreateAsync("Hi", cancellationToken: Guard);

        first.Should().Be(second);
        first.Response!.RequestId.Should().NotBe(second.Response!.RequestId);
    }

    [TestCase("x-ratelimit-limit-requests", "500", "x-ratelimit-remaining-requests", "499", "x-ratelimit-reset-requests", "6m0s", 500, 499, 360)]
    [TestCase("x-ratelimit-limit-requests", "10", "x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "59ms", 10, 0, 0.059)]
    [TestCase("x-ratelimit-limit-requests-minute", "30", "x-ratelimit-remaining-requests-minute", "29.0", "x-ratelimit-reset-requests-minute", "7.66", 30, 29, 7.66)]
    [TestCase("X-RateLimit-Limit", "3", "X-RateLimit-Remaining", "2", "X-RateLimit-Reset", "2m59.56s", 3, 2, 179.56)]
    public async Task Request_limit_is_read_from_headers_in_several_formats(string limitName, string limit, string remainingName, string remaining, string resetName, string reset, long expectedLimit, long expectedRemaining, double expectedSeconds)
    {
        Server.Answers(FakeAnswer.Json(Hi).WithHeader(limitName, limit).WithHeader(remainingName, remaining).WithHeader(resetName, reset));

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Response!.RequestLimit.Should().Be(new ChatRateLimit(expectedLimit, expectedRemaining, TimeSpan.FromSeconds(expectedSeconds)));
        answer.Response.TokenLimit.Should().BeNull();
    }

    [TestCase("2026-11-20T12:00:30Z")]
    [TestCase("1795176030")]
    [TestCase("1795176030000")]
    public async Task Reset_time_is_converted_to_a_duration(string moment)
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        Server.Answers(FakeAnswer.Json(Hi).WithHeader("anthropic-ratelimit-tokens-limit", "1000").WithHeader("anthropic-ratelimit-tokens-reset", moment));

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Response!.TokenLimit.Should().Be(new ChatRateLimit(1000, null, TimeSpan.FromSeconds(30)));
    }

    [TestCase("soon")]
    [TestCase("-1")]
    [TestCase("NaN")]
    [TestCase("1e300")]
    [TestCase("5 apples")]
    [TestCase("")]
    public async Task Invalid_reset_time_is_available_only_in_the_raw_headers(string value)
    {
        Server.Answers(FakeAnswer.Json(Hi).WithHeader("x-ratelimit-reset-tokens", value));

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Response!.TokenLimit.Should().BeNull();
        answer.Response.Headers["x-ratelimit-reset-tokens"].Should().Be(value);
    }

    [Test]
    public async Task Retry_After_header_of_a_successful_response_is_returned()
    {
        Server.Answers(FakeAnswer.Json(Hi).WithHeader("retry-after", "30"));

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Response!.RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
    }
}
