using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests responses with status 200 whose body is empty, malformed, incomplete or an error. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class AnswerFaultTests : FaultTest
{
    private const string _secret = "sk-secret";

    [TestCase("", "application/json", "empty body")]
    [TestCase("<html><body>Log in, sk-secret</body></html>", "text/html", "text/html")]
    [TestCase("OK sk-secret", "text/plain", "text/plain")]
    [TestCase("""{"choices":[{"index":0,"message":{"content":"sk-secr""", "application/json", "application/json")]
    [TestCase("""{"answer":"sk-secret"}""", "application/json", "application/json")]
    [TestCase("null", "application/json", "application/json")]
    [TestCase("[]", "application/json", "application/json")]
    [Fault(36, "200 with an empty body", "`ChatProtocolException`")]
    [Fault(37, "200 with the HTML of a login page or a proxy", "`ChatProtocolException`; the message contains the content type and the address", Kept = "the first 64 KB, in `ResponseBody` only")]
    [Fault(40, "200 with incomplete JSON", "`ChatProtocolException`", Kept = "the first 64 KB, in `ResponseBody` only")]
    public async Task Rows_36_37_40_body_that_is_not_a_completion_is_in_ResponseBody_but_not_in_the_message(string body, string contentType, string named)
    {
        Server.AnswersAlways(FakeAnswer.Raw(body, contentType).WithHeader("x-request-id", "req-1"));

        var failure = await FailAsync<ChatProtocolException>();

        failure.Message.Should().Contain(named).And.Contain(Server.BaseAddress);
        failure.ToString().Should().NotContain(_secret[..7]);
        failure.ResponseBody.Should().Be(body);
        failure.RequestId.Should().Be("req-1");
        ShouldHaveBeenSent(1, failure);
    }

    [TestCase("""{"error":{"message":"No.","code":"rate_limit_exceeded"}}""", ChatErrorKind.RateLimit, typeof(ChatRateLimitException), 3)]
    [TestCase("""{"error":{"message":"No.","code":503}}""", ChatErrorKind.Overloaded, typeof(ChatApiException), 3)]
    [TestCase("""{"error":{"message":"No.","type":"invalid_request_error"}}""", ChatErrorKind.InvalidRequest, typeof(ChatApiException), 1)]
    [TestCase("""{"error":{"message":"No.","code":"insufficient_quota"}}""", ChatErrorKind.QuotaExhausted, typeof(ChatRateLimitException), 1)]
    [Fault(38, "200 with an error instead of an answer", "the same `ChatApiException` as for an error status", Retried = "depends on its kind", Kept = "body")]
    public async Task Row_38_error_with_status_200_throws_an_api_exception(string body, ChatErrorKind kind, Type type, int attempts)
    {
        Server.AnswersAlways(FakeAnswer.Json(body));

        var failure = (await Client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Should().BeOfType(type);
        failure.Kind.Should().Be(kind);
        failure.ResponseBody.Should().Be(body);
        ShouldHaveBeenSent(attempts, failure);
    }

    [TestCase("""{"id":"1","choices":[]}""")]
    [Fault(39, "200 with an empty `choices` list", "a completion without choices; its `Text` is empty", Kept = "all")]
    public async Task Row_39_empty_choices_return_a_completion_without_choices(string body)
    {
        Server.AnswersJson(body);

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Id.Should().Be("1");
        answer.Choices.Should().BeEmpty();
        (answer.Text, answer.Message, answer.FinishReason).Should().Be(("", null, null));
        answer.ToolCalls.Should().BeEmpty();
    }

    [TestCase("""{"id":"1"}""")]
    [TestCase("""{"id":"1","choices":null}""")]
    [TestCase("""{"id":"1","choices":"x"}""")]
    [Fault(39, "200 with JSON that has no `choices` list", "`ChatProtocolException`", Kept = "the first 64 KB, in `ResponseBody` only")]
    public async Task Row_39_answer_without_a_choices_list_throws_a_protocol_exception(string body)
    {
        Server.AnswersAlways(FakeAnswer.Json(body));

        var failure = await FailAsync<ChatProtocolException>();

        failure.ResponseBody.Should().Be(body);
        ShouldHaveBeenSent(1, failure);
    }

    [Test]
    [Fault(41, "200, but the connection is lost before the end of the body, for every attempt except the last", "the answer", Retried = "yes, because nothing had been returned yet", Kept = "all")]
    public async Task Row_41_call_is_retried_when_the_body_is_cut_off()
    {
        Server.Answers(FakeAnswer.Json(Hi[..^20]).ThenCuts()).Answers(FakeAnswer.Json(Hi[..^20]).ThenResets()).AnswersJson(Hi);

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hi");

        Server.Requests.Should().HaveCount(3);
    }

    [TestCase(false)]
    [TestCase(true)]
    [Fault(41, "200, but the connection is lost before the end of the body, for every attempt", "`ChatConnectionException` (Reset)", Retried = "yes")]
    public async Task Row_41_body_that_is_always_cut_off_throws_a_connection_exception(bool resets)
    {
        var half = FakeAnswer.Json(Hi[..^20]).WithHeader("x-request-id", "req-1");
        Server.AnswersAlways(resets ? half.ThenResets() : half.ThenCuts());

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Reset);
        failure.RequestId.Should().Be("req-1");
        ShouldHaveBeenSent(3, failure);
    }

    [Test]
    [Fault(42, "200, but the server stops sending before the end of the body", "`ChatTimeoutException` (Response) after `AttemptTimeout`", Retried = "yes")]
    public async Task Row_42_body_that_stalls_times_out_on_each_attempt()
    {
        var time = new ManualTime();
        (Options.TimeProvider, Options.RetryDelay) = (time, TimeSpan.Zero);
        Server.AnswersAlways(FakeAnswer.Json("""{"choices":[""").ThenHangs());
        var call = FailAsync<ChatTimeoutException>();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var request = await Server.NextRequestAsync(Guard);
            time.Advance(Options.AttemptTimeout);
            await request.ClientDisconnected.WaitAsync(Guard);
        }

        (await call).Kind.Should().Be(ChatTimeoutKind.Response);
        ShouldHaveBeenSent(3, await call);
    }
}
