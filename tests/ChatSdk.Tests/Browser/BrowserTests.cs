using System.IO.Compression;
using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Browser;

/// <summary>
/// Runs the program in <c>tests/ChatSdk.BrowserTest</c> in Chromium. The environment variable CHATSDK_BROWSER_PROGRAM contains the path of the
/// folder with the published program.
/// </summary>
[NeedsBrowserProgram]
[CancelAfter(120_000)]
public sealed class BrowserTests : ClientTest
{
    [Test]
    public async Task Client_in_a_browser_gets_answers_streams_and_errors()
    {
        Server.GivenRequest(request => request.Method == "OPTIONS")
            .Answers(Allowed(FakeAnswer.Raw("", "text/plain").WithHeader("Access-Control-Allow-Headers", "authorization, content-type")));
        Answer(FakeAnswer.Text("Hi"), FakeAnswer.Error(503, "Busy."), FakeAnswer.Text("Hi again"), Compressed(Hi), FakeAnswer.Stream("a", "b"));
        Answer(FakeAnswer.Stream("Once", " upon").ThenHangs(), FakeAnswer.Stream("Twice").ThenHangs());
        Answer(FakeAnswer.Error(400, "Bad prompt."), FakeAnswer.Silence(), FakeAnswer.Json("", 307).WithHeader("Location", "/v1/elsewhere"));
        Server.AnswersText("No other origin may read this.");
        Answer(FakeAnswer.ToolCall("length", """{"city":"Rome"}"""), FakeAnswer.Text("Four."), FakeAnswer.Stream("Hel").ThenHangs(), FakeAnswer.Stream("Hel").ThenCuts());

        await using var page = new BrowserPage();
        var output = await page.RunAsync("client", Server.BaseAddress, Guard);

        output.Should().Be(
            $"""
            Hi
            Hi again
            Hi
            a
            b
            early exit: Once upon
            Twice
            canceled
            status 400
            timeout: Response
            status 0
            connection: Other: The browser received no response from {new Uri(Server.BaseAddress).GetLeftPart(UriPartial.Authority)} that the page may read. Is the server running, and does it allow the origin of the page (CORS)?
            Four. (4 messages)
            timeout: Idle
            connection: Reset: The connection was interrupted before the response was complete.

            """);
        await Disconnected("early exit", "canceled", "silent");
    }

    [Test]
    public async Task IChatClient_in_a_browser_gets_answers_and_aborts_streams()
    {
        Server.AllowsAnyOrigin = true;
        Server.AnswersText("Hi").Streams("The", " end.").Streams("Once", " upon").ThenHangs().Streams("Twice").ThenHangs();

        await using var page = new BrowserPage();
        var output = await page.RunAsync("bridge", Server.BaseAddress, Guard);

        output.Should().Be(
            """
            Hi
            The end.
            early exit: Once
            canceled

            """);
        await Disconnected("early exit", "canceled");
    }

    [Test]
    public async Task Browser_controls_cookies_redirects_and_connections()
    {
        Server.AllowsAnyOrigin = true;
        Server.GivenRequest(request => request.Path == "/elsewhere/chat/completions").AnswersText("Redirected.");
        Server.Given(request => request.Messages[0].Text == "redirect").Answers(FakeAnswer.Json("", 307)).WithHeader("Location", "/elsewhere/chat/completions");
        Server.Given(request => request.Messages[0].Text == "sets a cookie").AnswersText("Hi").WithHeader("Set-Cookie", "chat=1; Path=/");
        Server.Given(request => request.Messages[0].Text == "hangs").Streams("Once").ThenHangs();

        await using var page = new BrowserPage();
        var output = await page.RunAsync("network", Server.BaseAddress, Guard);

        output.Should().Be(
            """
            cookies: 
            cookies: page=1
            Redirected.
            timeout: Response
            You said: has a connection

            """);
        Server.Requests.Should().OnlyContain(request => !request.Headers.ContainsKey("Cookie"));
        Server.Requests.Should().ContainSingle(request => request.Path == "/elsewhere/chat/completions").Which.Body.Should().Contain("redirect");
        Server.Requests.Count(request => request.Chat?.Messages[0].Text == "hangs").Should().Be(6);
        Server.Requests.Should().NotContain(request => request.Body.Contains("waits", StringComparison.Ordinal));
    }

    /// <summary>Waits until the browser has closed the connections of the requests with these prompts.</summary>
    private async Task Disconnected(params string[] prompts)
    {
        var left = Server.Requests.Where(request => prompts.Contains(request.Chat?.Messages[0].Text, StringComparer.Ordinal)).ToList();
        left.Should().HaveCount(prompts.Length);
        await Task.WhenAll(left.Select(request => request.ClientDisconnected)).WaitAsync(Guard);
    }

    private void Answer(params FakeAnswer[] answers)
    {
        foreach (var answer in answers)
        {
            Server.Answers(Allowed(answer));
        }
    }

    private static FakeAnswer Allowed(FakeAnswer answer) =>
        answer.WithHeader("Access-Control-Allow-Origin", "*").WithHeader("Access-Control-Expose-Headers", "*");

    private static FakeAnswer Compressed(string json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(json));
        }

        return FakeAnswer.Bytes(packed.ToArray(), "application/json").WithHeader("Content-Encoding", "gzip");
    }
}
