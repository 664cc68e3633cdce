using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Wire;

/// <summary>Tests unusual formats that were found by comparing the client with an independent implementation.</summary>
[TestFixture]
public sealed class UnusualFormatTests : ClientTest
{
    private const string A = """{"choices":[{"index":0,"delta":{"content":"A"}}]}""";
    private const string B = """{"choices":[{"index":0,"delta":{"content":"B"}}]}""";
    private const string F = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
    private const string QuotaExhausted = """{"error":{"message":"boom","code":"insufficient_quota"}}""";

    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

    [TestCase($"data: {A}\nid: 5\ndata: {B}\n\ndata: {F}\n\ndata: [DONE]\n\n", "AB")]
    [TestCase($"data: {A}\nhello\ndata: {B}\n\ndata: {F}\n\n", "AB")]
    [TestCase($"id: 1\ndata: {A}\nid: 2\ndata: {B}\nid: 3\ndata: {F}\ndata: [DONE]\n", "AB")]
    [TestCase($"data: {A}\nid: 1\n \ndata: {B}\n\ndata: {F}\n\n", "AB")]
    [TestCase($"data: {A}\nid: 1\n{B}\n{F}\n", "AB")]
    [TestCase($"data: {A}\nid: 1\n\ndata: {F}\nid: 2\n", "A")]
    [TestCase($"data: {A}\n\ndata: {F}\njunk", "A")]
    [TestCase("data: {\n\"choices\":[{\"index\":0,\n\"delta\":{\"content\":\"Z\"},\"finish_reason\":\"stop\"}]}\nid: 4\n\n", "Z")]
    [TestCase($"data: {A}\n\nevent: ping\ndata: 2026-11-20\n\ndata: {F}\n\n", "A")]
    [TestCase($"data: {A}\n\ndata: {F}\n\ndata: bye\n\n", "A")]
    [TestCase($"data: {A}\n\ndata: {F}\n\ndata: \"[DONE]\"\n\n", "A")]
    public async Task Text_is_read_from_unusual_stream_formats(string body, string expected)
    {
        Server.Answers(FakeAnswer.Raw(body, "text/event-stream"));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be(expected);
    }

    [TestCase("""{"type":"status","message":"searching"}""")]
    [TestCase("""{"object":"mcp_tool_result","name":"f","message":"ok"}""")]
    [TestCase("""{"status":"in_progress","message":"x"}""")]
    [TestCase("""{"detail":null,"object":"x"}""")]
    public async Task Progress_message_between_chunks_is_not_an_error(string progress)
    {
        Server.Answers(FakeAnswer.Events(A, progress, F, "[DONE]"));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("A");
    }

    [TestCase($"data: {A}\n\ndata: {QuotaExhausted}\nid: 4\n", "boom")]
    [TestCase($"data: {A}\n\nevent: error\nid: 5\ndata: {QuotaExhausted}\nretry: 1", "boom")]
    [TestCase($"data: {A}\n\nerror: slot unavailable\n\ndata: [DONE]\n\n", "slot unavailable")]
    [TestCase($"data: {A}\n\nevent: error\ndata: plain text", "plain text")]
    public async Task Error_in_a_stream_with_an_unusual_format_is_read(string body, string words)
    {
        Server.Answers(FakeAnswer.Raw(body, "text/event-stream"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("A");
        failure.Should().BeAssignableTo<ChatApiException>().Which.ServerMessage.Should().Be(words);
    }

    [Test]
    public async Task Message_next_to_an_empty_delta_is_ignored()
    {
        Server.Answers(FakeAnswer.Events(A, """{"choices":[{"index":0,"delta":{},"finish_reason":"stop","message":{"role":"assistant","content":"A"}}]}"""));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("A");
    }

    [Test]
    public async Task Empty_usage_does_not_replace_a_real_one()
    {
        Server.Answers(FakeAnswer.Events(A, F, """{"choices":[],"usage":{"total_tokens":3}}""", """{"choices":[],"usage":{}}""", "[DONE]"));

        (await Client.CreateStreamAsync("Hi").ToCompletionAsync(Guard)).Usage!.TotalTokens.Should().Be(3);
    }

    [TestCase(400, """{"error":{"message":["context_length_exceeded: prompt is too long"]}}""", ChatErrorKind.ContextLength, "context_length_exceeded: prompt is too long")]
    [TestCase(422, """{"error":{"message":{"detail":[{"loc":["body","x"],"msg":"Field required"}]}}}""", ChatErrorKind.InvalidRequest, "Field required")]
    [TestCase(429, """{"error":{"message":{"error":"model overloaded"},"code":1}}""", ChatErrorKind.Overloaded, "model overloaded")]
    [TestCase(429, """{"error":{"message":"{\"error\":{\"message\":\"Too much\",\"code\":\"insufficient_quota\"}}","code":429}}""", ChatErrorKind.QuotaExhausted, "Too much")]
    [TestCase(429, """{"detail":{"message":"You exceeded","code":"insufficient_quota","type":"q"}}""", ChatErrorKind.QuotaExhausted, "You exceeded")]
    [TestCase(429, """{"detail":{"error":{"message":"You exceeded","code":"insufficient_quota"}}}""", ChatErrorKind.QuotaExhausted, "You exceeded")]
    [TestCase(400, """{"errors":[{"msg":"bad thing","loc":["a"]}]}""", ChatErrorKind.InvalidRequest, "bad thing")]
    [TestCase(400, """{"error":{"message":""},"message":"outer"}""", ChatErrorKind.InvalidRequest, "outer")]
    [TestCase(400, """{"message":["a is bad","b is bad"],"error":"Bad Request","statusCode":400}""", ChatErrorKind.InvalidRequest, "a is bad; b is bad")]
    [TestCase(429, "data: {\"error\":{\"message\":\"Slow\",\"code\":\"c\"}}\n\n", ChatErrorKind.RateLimit, "Slow")]
    public async Task Error_body_in_an_unusual_format_is_read(int status, string body, ChatErrorKind kind, string words)
    {
        Server.AnswersJson(body, status);

        var failure = (await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Kind.Should().Be(kind);
        failure.ServerMessage.Should().Be(words);
    }

    [TestCase("""{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}""")]
    [TestCase("""{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}""")]
    public async Task Text_completion_in_the_format_of_a_chat_completion_is_read(string body)
    {
        Server.AnswersJson(body);

        (await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).Text.Should().Be("Hi");
    }

    [Test]
    public async Task Null_in_an_array_is_skipped()
    {
        Server.AnswersJson("""{"choices":[null,{"message":{"content":"Hi","tool_calls":[{"id":"c","function":{"name":"f"}},null]}}]}""");

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
        answer.ToolCalls.Should().ContainSingle();
    }

    [TestCase("\n")]
    [TestCase("\n[DONE]")]
    public async Task Response_to_a_call_without_streaming_can_consist_of_chunks_in_JSON_lines(string end)
    {
        Server.Answers(FakeAnswer.Bytes(Encoding.UTF8.GetBytes($"{A}\n{B}\n{F}{end}"), "application/json"));

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("AB");
    }
}
