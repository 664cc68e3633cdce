using System.Text.Json;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests <c>FakeAnswer.Text</c>, which is sent as a complete answer or as a stream, depending on the request.</summary>
[TestFixture]
public sealed class FakeTextTests
{
    private const string Plain = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
    private const string Streamed = """{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}""";

    private FakeChatServer _server = null!;
    private HttpClient _http = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await FakeChatServer.StartAsync();
        _http = new HttpClient();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Text_is_sent_as_a_completion_with_usage()
    {
        _server.AnswersText("Hello you");

        using var answer = JsonDocument.Parse(await SendAsync(Plain));

        answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString().Should().Be("Hello you");
        answer.RootElement.GetProperty("usage").GetProperty("completion_tokens").GetInt32().Should().Be(2);
        answer.RootElement.GetProperty("model").GetString().Should().Be("m");
    }

    [Test]
    public async Task Text_is_streamed_if_requested()
    {
        _server.AnswersText("Hello you");

        (await SendAsync(Streamed)).Should().StartWith("data: ").And.Contain("Hello").And.EndWith("data: [DONE]\n\n");
    }

    [Test]
    public async Task Headers_of_a_text_answer_are_sent()
    {
        _server.Answers(FakeAnswer.Text("Hello").WithHeader("X-Request-Id", "1"));

        using var content = new StringContent(Plain);
        using var response = await _http.PostAsync(new Uri($"{_server.BaseAddress}/chat/completions"), content);

        response.Headers.GetValues("X-Request-Id").Should().Equal("1");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Truncated_stream_has_no_finish_reason(bool isText)
    {
        _server.Answers((isText ? FakeAnswer.Text("Hello") : FakeAnswer.Stream("Hello")).ThenCuts());

        using var content = new StringContent(Streamed);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_server.BaseAddress}/chat/completions") { Content = content };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var received = "";
        var read = async () =>
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                received += line;
            }
        };

        await read.Should().ThrowAsync<IOException>();
        received.Should().Contain("Hello").And.NotContain("\"stop\"").And.NotContain("[DONE]");
    }

    private async Task<string> SendAsync(string body)
    {
        using var content = new StringContent(body);
        using var response = await _http.PostAsync(new Uri($"{_server.BaseAddress}/chat/completions"), content);
        return await response.Content.ReadAsStringAsync();
    }
}
