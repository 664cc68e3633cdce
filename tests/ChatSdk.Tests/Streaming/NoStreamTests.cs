using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests servers that answer a streaming request with something other than a stream. The result must never be an empty answer.</summary>
[TestFixture]
public sealed class NoStreamTests : ClientTest
{
    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

    [TestCase("application/json")]
    [TestCase("application/json; charset=utf-8")]
    [TestCase("text/event-stream")]
    [TestCase("text/plain")]
    public async Task Answer_that_is_not_streamed_is_returned_as_one_chunk(string contentType)
    {
        Server.Answers(FakeAnswer.Raw("""
            {
              "id": "chatcmpl-1",
              "choices": [
                { "index": 0, "message": { "role": "assistant", "content": "Hello" }, "finish_reason": "stop" }
              ],
              "usage": { "total_tokens": 3 }
            }
            """, contentType));
        var chunks = new List<ChatCompletionChunk>();

        await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            chunks.Add(chunk);
        }

        var onlyChunk = chunks.Should().ContainSingle().Subject;
        onlyChunk.Text.Should().Be("Hello");
        onlyChunk.FinishReason.Should().Be(FinishReason.Stop);
        onlyChunk.Usage!.TotalTokens.Should().Be(3);
    }

    [TestCase("""{"error":{"message":"No such model.","code":"model_not_found"}}""")]
    [TestCase("""{"code":"model_not_found","error":"No such model."}""")]
    public async Task Error_with_status_200_throws_an_api_exception(string json)
    {
        Server.AnswersJson(json);

        var (_, failure) = await ReadBrokenAsync();

        var error = failure.Should().BeOfType<ChatApiException>().Which;
        error.Kind.Should().Be(ChatErrorKind.NotFound);
        error.ServerMessage.Should().Be("No such model.");
        error.Partial.Should().BeNull();
    }

    [TestCase("<html><title>Log in</title>\n<body>Please log in.</body></html>", "text/html")]
    [TestCase("Please log in.", "text/plain")]
    [TestCase("""{"choices":[{"index":0,"message":{"role":"assist""", "application/json")]
    public async Task HTML_plain_text_or_truncated_JSON_instead_of_a_stream_throws_with_the_body(string body, string contentType)
    {
        Server.Answers(FakeAnswer.Raw(body, contentType).WithHeader("x-request-id", "req-1"));

        var (_, failure) = await ReadBrokenAsync();

        var protocol = failure.Should().BeOfType<ChatProtocolException>().Which;
        protocol.ResponseBody.Should().Be(body);
        protocol.Message.Should().Contain(contentType).And.NotContain("log in");
        protocol.RequestId.Should().Be("req-1");
    }

    [TestCase("text/html")]
    [TestCase("application/json")]
    [TestCase("text/event-stream")]
    public async Task Empty_body_instead_of_a_stream_throws(string contentType)
    {
        Server.Answers(FakeAnswer.Raw("", contentType));

        var (_, failure) = await ReadBrokenAsync();

        failure.Should().Match(it => it is ChatProtocolException || it is ChatConnectionException);
        failure.Partial.Should().BeNull();
    }

    [Test]
    public async Task Long_page_instead_of_a_stream_is_preserved_up_to_64_KB()
    {
        Server.Answers(FakeAnswer.Raw($"<html>{new string('x', 1_000_000)}", "text/html"));

        var (_, failure) = await ReadBrokenAsync();

        failure.Should().BeOfType<ChatProtocolException>().Which.ResponseBody.Length.Should().Be(64 * 1024);
    }

    [Test]
    public async Task Rejected_key_throws_an_authentication_error()
    {
        Server.AnswersError(401, "Invalid key.", "invalid_request_error", "invalid_api_key");

        var (_, failure) = await ReadBrokenAsync();

        failure.Should().BeOfType<ChatApiException>().Which.Kind.Should().Be(ChatErrorKind.Authentication);
    }
}
