using System.Net;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests errors with status 200, answers that resemble an error, and responses that are neither an error nor an answer.</summary>
[TestFixture]
public sealed class SuccessfulErrorTests : FakeServerTest
{
    [TestCase("""{"error":{"message":"No","code":503}}""", ChatErrorKind.Overloaded, "No", "503")]
    [TestCase("""{"error":{"message":"No","http_status_code":422}}""", ChatErrorKind.InvalidRequest, "No", null)]
    [TestCase("""{"error":{"message":"No","code":"rate_limit_exceeded"}}""", ChatErrorKind.RateLimit, "No", "rate_limit_exceeded")]
    [TestCase("""{"error":{"message":"No","type":"invalid_request_error"}}""", ChatErrorKind.InvalidRequest, "No", null)]
    [TestCase("""{"error":"No","status_code":401}""", ChatErrorKind.Authentication, "No", null)]
    [TestCase("""{"error":"No"}""", ChatErrorKind.Server, "No", null)]
    [TestCase("""{"error":{"message":"This is longer than the model's context length"},"message":"x"}""", ChatErrorKind.ContextLength, "This is longer than the model's context length", null)]
    [TestCase("""{"code":"500","error":"No"}""", ChatErrorKind.Server, "No", "500")]
    [TestCase("""{"object":"error","message":"No","code":400}""", ChatErrorKind.InvalidRequest, "No", "400")]
    [TestCase("""{"text":"No","error_code":50001}""", ChatErrorKind.Server, "No", "50001")]
    [TestCase("""{"data":{"error":{"message":"No","code":401}}}""", ChatErrorKind.Authentication, "No", "401")]
    [TestCase("""{"data":{"error":"No"}}""", ChatErrorKind.Server, "No", null)]
    [TestCase("""{"detail":"No"}""", ChatErrorKind.Server, "No", null)]
    [TestCase("""{"choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}""", ChatErrorKind.QuotaExhausted, "insufficient balance", "1008")]
    [TestCase("""{"choices":null,"base_resp":{"status_code":1002,"status_msg":"rate limit"}}""", ChatErrorKind.RateLimit, "rate limit", "1002")]
    [TestCase("""{"choices":null,"base_resp":{"status_code":1000,"status_msg":"unknown error"}}""", ChatErrorKind.Server, "unknown error", "1000")]
    [TestCase(
        """{"id":"i","choices":null,"usage":{"total_tokens":0},"input_sensitive":false,"output_sensitive":false,"input_sensitive_type":0,"output_sensitive_type":0,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}""",
        ChatErrorKind.QuotaExhausted,
        "insufficient balance",
        "1008",
        Description = "This server adds the results of its content filter to every response.")]
    public async Task Error_with_status_200_throws(string body, ChatErrorKind kind, string message, string? code)
    {
        Server.AnswersJson(body);

        var error = (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        error.Status.Should().Be(HttpStatusCode.OK);
        error.Kind.Should().Be(kind);
        error.ServerMessage.Should().Be(message);
        error.Code.Should().Be(code);
        error.ResponseBody.Should().Be(body);
        error.Partial.Should().BeNull();
    }

    [Test]
    public async Task Error_in_the_same_object_as_choices_throws_with_the_partial_answer()
    {
        Server.AnswersJson("""{"choices":[{"message":{"content":"Hel"},"finish_reason":"error"}],"error":{"code":502,"message":"No"}}""");

        var error = (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        error.Kind.Should().Be(ChatErrorKind.Server);
        error.Partial!.Text.Should().Be("Hel");
    }

    [TestCase("""{"choices":[{"message":{"content":"Hi"}}],"error":null}""")]
    [TestCase("""{"choices":[{"message":{"content":"Hi"}}],"error":""}""")]
    [TestCase("""{"choices":[{"message":{"content":"Hi"}}],"error":{}}""")]
    [TestCase("""{"choices":[{"message":{"content":"Hi"}}],"base_resp":{"status_code":0,"status_msg":"success"}}""")]
    [TestCase("""{"choices":[{"message":{"content":"Hi"}}],"code":200,"message":"ok","detail":"d"}""")]
    public async Task Answer_with_an_empty_error_or_a_success_code_is_returned(string body)
    {
        Server.AnswersJson(body);

        var completion = await Client.CreateAsync(_hello);

        completion.Text.Should().Be("Hi");
    }

    [TestCase("")]
    [TestCase("<html><title>Welcome</title></html>")]
    [TestCase("Hi")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"id":"1"}""")]
    public async Task Response_that_is_neither_a_completion_nor_an_error_throws_a_protocol_exception(string body)
    {
        Server.Answers(FakeAnswer.Raw(body, "text/html"));

        var error = (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatProtocolException>()).Which;

        error.ResponseBody.Should().Be(body);
        error.IsRetryable.Should().BeFalse();
    }
}
