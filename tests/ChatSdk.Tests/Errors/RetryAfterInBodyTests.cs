using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests that the wait requested by the server is read from the response body if no header contains a valid wait.</summary>
[TestFixture]
public sealed class RetryAfterInBodyTests : FakeServerTest
{
    private static IEnumerable<TestCaseData> Waits =>
    [
        Case("RetryInfo in an object", """{"error":{"code":429,"message":"No","details":[{"@type":"type.googleapis.com/google.rpc.Help"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"39.5s"}]}}""", 39.5),
        Case("RetryInfo in a list", """[{"error":{"code":429,"message":"No","details":[{"retryDelay":"7s"}]}}]""", 7),
        Case("RetryInfo at the top level", """{"code":429,"message":"No","details":[{"retryDelay":"1.500s"}]}""", 1.5),
        Case("RetryInfo with seconds and nanoseconds", """{"error":{"message":"No","details":[{"retryDelay":{"seconds":"5","nanos":500000000}}]}}""", 5.5),
        Case("RetryInfo in a message that is JSON", """{"error":{"message":"{\"error\":{\"message\":\"No\",\"details\":[{\"retryDelay\":\"12s\"}]}}"}}""", 12),
        Case("RetryInfo quoted by a gateway", """{"error":{"message":"gateway: 429 {\n \"retryDelay\": \"21s\"\n}"}}""", 21),
        Case("retry_after as a number", """{"error":{"message":"No","retry_after":20}}""", 20),
        Case("retry_after as a fraction", """{"message":"No","retry_after":0.25}""", 0.25),
        Case("retry_after as a string", """{"detail":"No","retry_after":"3"}""", 3),
        Case("retry_after with a unit", """{"error":"No","retry_after":"2m"}""", 120),
        Case("retry_after in a nested object", """{"error":{"message":"No","metadata":{"limits":{"retry_after":4}}}}""", 4),
        Case("retry_after in milliseconds", """{"error":{"message":"No","retry_after_ms":1500}}""", 1.5),
        Case("retry_after in milliseconds, as a string", """{"error":{"message":"No","retry_after_ms":"250"}}""", 0.25),
        Case("retryAfter", """{"error":{"message":"No","retryAfter":9}}""", 9),
        Case("retryAfterMs", """{"errors":[{"message":"No","retryAfterMs":900}]}""", 0.9),
        Case("retry-after", """{"message":"No","retry-after":6}""", 6),
        Case("retry_after_seconds", """{"message":"No","retry_after_seconds":8}""", 8),
        Case("RetryAfterSeconds", """{"Message":"No","RetryAfterSeconds":"8"}""", 8),
        Case("seconds in the message", """{"error":{"message":"Limit 3, used 3, requested 1. Please try again in 20s. See the docs."}}""", 20),
        Case("a fraction of seconds in the message", """{"error":{"message":"Please try again in 7.66s."}}""", 7.66),
        Case("minutes and seconds in the message", """{"error":"Try again in 1m30s"}""", 90),
        Case("minutes and no seconds in the message", """{"error":"Try again in 6m0s."}""", 360),
        Case("hours in the message", """{"message":"try again in 1h2m3.5s"}""", 3723.5),
        Case("milliseconds in the message", """{"error":{"message":"Please try again in 350ms."}}""", 0.35),
        Case("seconds in words", """{"error":{"message":"Please retry after 6 seconds. Contact us to raise the limit."}}""", 6),
        Case("one second in the message", """{"message":"Retry in 1 second"}""", 1),
        Case("minutes in words", """{"message":"Please try again in about 5 minutes."}""", 300),
        Case("minutes and seconds in words", """{"message":"Try again in 1 minute and 5 seconds"}""", 65),
        Case("a wait in the message", """{"error":{"message":"Too many requests now; wait 39.5s."}}""", 39.5),
        Case("a wait before the next request", """{"error":{"message":"Please wait 10 seconds before the next request."}}""", 10),
        Case("try again after", """{"error":{"message":"You may try again after 15 secs"}}""", 15),
        Case("a Retry-After header in the message", """{"error":{"message":"Slow down (Retry-After: 30)"}}""", 30),
        Case("a list of errors", """{"error":[{"message":"Try again in 2s"}]}""", 2),
        Case("plain text", "Too many requests, try again in 4s", 4),
        Case("an HTML page", "<html><body><h1>Slow down</h1><p>Please retry in 3 seconds.</p></body></html>", 3, isJson: false),
    ];

    [TestCaseSource(nameof(Waits))]
    public async Task Wait_is_read_from_the_body_of_a_rate_limit_error(string body, double seconds, bool isJson)
    {
        Server.Answers(FakeAnswer.Raw(body, isJson ? "application/json" : "text/html", 429));

        var error = await GetErrorAsync();

        error.Kind.Should().Be(ChatErrorKind.RateLimit);
        error.RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [TestCaseSource(nameof(Waits))]
    public async Task Wait_is_read_from_the_body_of_an_overload_error(string body, double seconds, bool isJson)
    {
        Server.Answers(FakeAnswer.Raw(body, isJson ? "application/json" : "text/html", 503));

        (await GetErrorAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [TestCase("""{"error":{"code":429,"message":"No","details":[{"retryDelay":"39.5s"}]}}""", 39.5)]
    [TestCase("""{"error":{"message":"Rate limit. Try again in 20s","code":"rate_limit_exceeded"}}""", 20)]
    [TestCase("""{"message":"Too many requests","code":429,"retry_after_ms":700}""", 0.7)]
    public async Task Wait_is_read_from_an_error_in_a_stream(string data, double seconds)
    {
        Server.Answers(FakeAnswer.Events(Piece("a"), data));

        var (_, failure) = await ReadBrokenAsync();

        failure.Should().BeOfType<ChatRateLimitException>().Which.RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [TestCase("""{"error":{"message":"Too many requests"}}""")]
    [TestCase("""{"error":{"message":"Try again in a few minutes."}}""")]
    [TestCase("""{"error":{"message":"Retry after 2026-11-27T10:00:00Z."}}""")]
    [TestCase("""{"error":{"message":"Retry after 10:30."}}""")]
    [TestCase("""{"error":{"message":"Try again in 3 requests."}}""")]
    [TestCase("""{"error":{"message":"Please wait 3 turns"}}""")]
    [TestCase("""{"error":{"message":"Your await 20s was refused"}}""")]
    [TestCase("""{"error":{"message":"No","retry_after":"soon"}}""")]
    [TestCase("""{"error":{"message":"No","retry_after":-1}}""")]
    [TestCase("""{"error":{"message":"No","retry_after":true}}""")]
    [TestCase("""{"error":{"message":"No","retry_after":null}}""")]
    [TestCase("""{"error":{"message":"No"},"messages":[{"retry_after":20}]}""", Description = "A quoted part of the request is ignored.")]
    [TestCase("""{"error":{"message":"No"},"input":"try again in 20s"}""")]
    public async Task Error_without_a_valid_wait_has_no_RetryAfter(string body)
    {
        Server.AnswersJson(body, 429);

        (await GetErrorAsync()).RetryAfter.Should().BeNull();
    }

    [TestCase("retry-after", "5", 5)]
    [TestCase("retry-after-ms", "5000", 5)]
    [TestCase("retry-after", "soon", 20)]
    [TestCase("retry-after", "0", 20)]
    public async Task Wait_in_the_body_is_used_only_if_the_header_has_no_valid_one(string name, string value, double seconds)
    {
        Server.Answers(FakeAnswer.Json("""{"error":{"message":"Try again in 20s"}}""", 429).WithHeader(name, value));

        (await GetErrorAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [TestCase("1e30")]
    [TestCase("99999999999999999999 days")]
    public async Task Wait_that_is_extremely_long_is_reported_as_more_than_a_year(string wait)
    {
        Server.AnswersJson($$$"""{"error":{"message":"Try again in {{{wait}}}","retry_after":"{{{wait}}}"}}""", 429);

        (await GetErrorAsync()).RetryAfter.Should().BeGreaterThan(TimeSpan.FromDays(365));
    }

    private static TestCaseData Case(string name, string body, double seconds, bool isJson = true) =>
        new TestCaseData(body, seconds, isJson).SetArgDisplayNames(name);

    private async Task<ChatApiException> GetErrorAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
}
