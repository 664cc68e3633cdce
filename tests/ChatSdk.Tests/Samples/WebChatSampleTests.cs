using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Samples;

/// <summary>Tests the web server in the WebChat sample. The page itself is tested in a browser.</summary>
[TestFixture]
public sealed class WebChatSampleTests : ClientTest, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose() => _http.Dispose();

    [Test]
    public async Task Answer_is_sent_as_events()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Hm."}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"Two\nlines"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":" and more"},"finish_reason":"stop"}]}""",
            "[DONE]"));
        await using var page = await WebChatProgram.StartAsync(Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        using var response = await PostAsync(page);

        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        var parts = await PartsAsync(response);
        string.Concat(parts.Select(part => part["reasoning"])).Should().Be("Hm.");
        string.Concat(parts.Select(part => part["text"])).Should().Be("Two\nlines and more");
        parts.Last(part => part["blocks"] is not null)["blocks"]![0]!.GetValue<string>().Should().Be("<p>Two\nlines and more</p>");
        parts[^1]["outcome"]!.GetValue<string>().Should().Be("done");
        Server.Requests[0].Json!.Value.GetProperty("messages").GetRawText().Should().Be("""[{"role":"user","content":"Hi"}]""");
    }

    [Test]
    public async Task Failure_is_sent_as_the_last_event()
    {
        Server.Answers(FakeAnswer.Stream("Once").ThenCuts());
        await using var page = await WebChatProgram.StartAsync(Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));

        using var response = await PostAsync(page);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var end = (await PartsAsync(response))[^1];
        end["outcome"]!.GetValue<string>().Should().Be("cut");
        end["note"]!.GetValue<string>().Should().Be("The answer is incomplete. The connection to the server was lost.");
    }

    [Test]
    public async Task Stream_is_canceled_when_the_browser_disconnects()
    {
        Server.Answers(FakeAnswer.Stream("Once").ThenHangs());
        await using var page = await WebChatProgram.StartAsync(Guard, ("CHATSDK_BASE_URL", Server.BaseAddress));
        using var browser = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var sending = PostAsync(page, browser.Token);
        var request = await Server.NextRequestAsync(Guard);

        await browser.CancelAsync();

        await request.ClientDisconnected.WaitAsync(Guard);
        await sending.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Sample_without_a_configured_chat_server_serves_the_page_and_an_answer()
    {
        await using var page = await WebChatProgram.StartAsync(Guard);

        using var html = await _http.GetAsync(page.Address, Guard);
        using var answer = await PostAsync(page);

        (await html.Content.ReadAsStringAsync(Guard)).Should().Contain("<title>WebChat</title>");
        html.Headers.GetValues("Content-Security-Policy").Should().ContainSingle().Which.Should().StartWith("default-src 'self'; require-trusted-types-for 'script'");
        var parts = await PartsAsync(answer);
        string.Concat(parts.Select(part => part["text"])).Should().Contain("Hello");
        parts[^1]["outcome"]!.GetValue<string>().Should().Be("done");
    }

    [Test]
    public Task Invalid_option_is_reported_in_one_line() =>
        SampleProgram.ShouldFailInOneLineAsync("WebChat", "BaseAddress", Guard, ("CHATSDK_BASE_URL", "localhost:8000"));

    private static async Task<JsonNode[]> PartsAsync(HttpResponseMessage response)
    {
        var events = await response.Content.ReadAsStringAsync(Guard);
        return [.. events.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(json => JsonNode.Parse(json["data: ".Length..])!)];
    }

    private Task<HttpResponseMessage> PostAsync(WebChatProgram page) => PostAsync(page, Guard);

    private Task<HttpResponseMessage> PostAsync(WebChatProgram page, CancellationToken cancellationToken) =>
        _http.PostAsJsonAsync(new Uri(page.Address, "chat"), new[] { new { role = "user", content = "Hi" } }, cancellationToken);
}
