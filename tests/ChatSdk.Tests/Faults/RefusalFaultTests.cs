using System.Net;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests that a request that the server refuses is not retried, and that the exception describes the refusal. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class RefusalFaultTests(bool streams) : BothFormsFaultTest(streams)
{
    [Test]
    [Fault(17, "400: the request is invalid", "`ChatApiException` (InvalidRequest) with `Code` and `Param`", Kept = "body")]
    public async Task Row_17_exception_for_an_invalid_request_contains_the_field_and_the_code()
    {
        const string Body = """{"error":{"message":"Too hot.","type":"invalid_request_error","param":"temperature","code":"invalid_value"}}""";

        var failure = await RefuseAsync<ChatApiException>(400, Body);

        failure.Kind.Should().Be(ChatErrorKind.InvalidRequest);
        (failure.Status, failure.ServerMessage).Should().Be((HttpStatusCode.BadRequest, "Too hot."));
        (failure.Code, failure.Param, failure.Type).Should().Be(("invalid_value", "temperature", "invalid_request_error"));
        failure.ResponseBody.Should().Be(Body);
    }

    [Test]
    [Fault(18, "400: a content filter blocked the prompt", "`ChatContentFilterException`", Kept = "the filter's details")]
    public async Task Row_18_exception_for_a_filtered_prompt_contains_the_filters_details()
    {
        var failure = await RefuseAsync<ChatContentFilterException>(400, """{"error":{"message":"Filtered.","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}}""");

        failure.Kind.Should().Be(ChatErrorKind.ContentFilter);
        failure.ExtraFields["innererror"].GetProperty("content_filter_result").GetProperty("hate").GetProperty("severity").GetString().Should().Be("high");
    }

    [TestCase(401, ChatErrorKind.Authentication)]
    [TestCase(403, ChatErrorKind.Permission)]
    [Fault(19, "401, 403: the key is invalid or lacks permission", "`ChatApiException` (Authentication or Permission)", Kept = "body")]
    public async Task Row_19_rejected_key_throws_an_api_exception_that_does_not_reveal_it(int status, ChatErrorKind kind)
    {
        Options.ApiKey = "sk-secret-1";

        var failure = await RefuseAsync<ChatApiException>(status, """{"error":{"message":"No access with sk-secret-1."}}""");

        failure.Kind.Should().Be(kind);
        failure.ToString().Should().NotContain("sk-secret-1");
    }

    [TestCase("""{"error":{"message":"The model does not exist.","code":"model_not_found"}}""", "application/json", "The model does not exist.")]
    [TestCase("<html><head><title>404 Not Found</title></head></html>", "text/html", "404 Not Found")]
    [Fault(20, "404: the model does not exist, or the address is wrong", "`ChatApiException` (NotFound); the message contains the address of the request", Kept = "body")]
    public async Task Row_20_message_for_status_404_contains_the_requested_address(string body, string contentType, string words)
    {
        var failure = await RefuseAsync<ChatApiException>(404, body, contentType);

        failure.Kind.Should().Be(ChatErrorKind.NotFound);
        failure.Message.Should().Contain(words).And.Contain($"{Server.BaseAddress}/chat/completions");
    }

    [Test]
    [Fault(24, "422 with a list in `detail`, as FastAPI sends it", "`ChatApiException` (InvalidRequest); the message describes the error, and `Param` names the field", Kept = "body")]
    public async Task Row_24_detail_list_is_read_into_the_message_and_Param()
    {
        var failure = await RefuseAsync<ChatApiException>(422, """{"detail":[{"loc":["body","messages"],"msg":"field required","type":"value_error.missing"}]}""");

        failure.Kind.Should().Be(ChatErrorKind.InvalidRequest);
        failure.Message.Should().Contain("field required");
        failure.Param.Should().Be("body.messages");
    }

    [TestCase(429, "insufficient_quota")]
    [TestCase(402, "insufficient_balance")]
    [TestCase(400, "budget_exceeded")]
    [Fault(27, "429 and similar: a quota, balance or budget is exhausted", "`ChatRateLimitException` (QuotaExhausted); `IsQuotaExhausted` is true", Kept = "body")]
    public async Task Row_27_exhausted_quota_throws_a_rate_limit_exception(int status, string code)
    {
        var failure = await RefuseAsync<ChatRateLimitException>(status, $$$"""{"error":{"message":"No more.","code":"{{{code}}}"}}""");

        failure.Kind.Should().Be(ChatErrorKind.QuotaExhausted);
        failure.IsQuotaExhausted.Should().BeTrue();
    }

    [TestCase(501)]
    [TestCase(505)]
    [Fault(30, "501, 505: the server does not support the method or HTTP version", "`ChatApiException` (Server)", Kept = "body")]
    public async Task Row_30_unsupported_operation_throws_without_a_retry(int status) =>
        (await RefuseAsync<ChatApiException>(status, """{"error":{"message":"Never."}}""")).Kind.Should().Be(ChatErrorKind.Server);

    [Test]
    [Fault(35, "a redirect to another address", "`ChatApiException` with the status and `Location`; nothing is sent to the other server", Kept = "headers")]
    public async Task Row_35_redirect_is_not_followed([Values(301, 302, 303, 307, 308)] int status, [Values("Authorization", "api-key")] string keyHeader)
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        (Options.ApiKey, Options.ApiKeyHeader) = ("sk-secret-1", keyHeader);
        Server.AnswersAlways(FakeAnswer.Raw("", "text/plain", status).WithHeader("Location", $"{other.BaseAddress}/chat/completions?key=sk-2"));

        var failure = await FailAsync<ChatApiException>();

        ((int)failure.Status).Should().Be(status);
        failure.Kind.Should().Be(ChatErrorKind.InvalidRequest);
        failure.Message.Should().Contain(other.BaseAddress).And.Contain("not followed").And.NotContain("sk-2");
        failure.Headers["Location"].Should().StartWith(other.BaseAddress);
        other.Requests.Should().BeEmpty();
        ShouldHaveBeenSent(1, failure);
    }

    private async Task<T> RefuseAsync<T>(int status, string body, string contentType = "application/json")
        where T : ChatApiException
    {
        Server.AnswersAlways(FakeAnswer.Raw(body, contentType, status).WithHeader("x-request-id", "req-1"));

        var failure = await FailAsync<T>();

        ((int)failure.Status).Should().Be(status);
        failure.RequestId.Should().Be("req-1");
        failure.ResponseBody.Should().Be(body);
        failure.IsRetryable.Should().BeFalse();
        failure.Partial.Should().BeNull();
        ShouldHaveBeenSent(1, failure);
        return failure;
    }
}
