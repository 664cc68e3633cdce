using System.IO.Compression;
using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Browser;

/// <summary>
/// Runs the program of <c>tests/ChatSdk.BrowserTest</c> in Chromium. The environment variable CHATSDK_BROWSER_PROGRAM contains the folder of
/// the published program.
/// </summary>
[NeedsBrowserProgram]
public sealed class BrowserTests : ClientTest
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Program_in_a_browser_gets_answers_streams_and_errors()
    {
        Server.GivenRequest(request => request.Method == "OPTIONS")
            .Answers(Allowed(FakeAnswer.Raw("", "text/plain").WithHeader("Access-Control-Allow-Headers", "authorization, content-type")));
        Answer(FakeAnswer.Text("Hi"), FakeAnswer.Error(503, "Busy."), FakeAnswer.Text("Hi again"), Compressed(Hi), FakeAnswer.Stream("a", "b"));
        Answer(FakeAnswer.Stream("Once", " upon").ThenHangs(), FakeAnswer.Stream("Twice").ThenHangs());
        Answer(FakeAnswer.Error(400, "Bad prompt."), FakeAnswer.Silence(), FakeAnswer.Json("", 307).WithHeader("Location", "/v1/elsewhere"));
        Server.AnswersText("No other origin may read this.");
        Answer(FakeAnswer.ToolCall("length", """{"city":"Rome"}"""), FakeAnswer.Text("Four."), FakeAnswer.Stream("The", " end."));

        await using var page = new BrowserPage();
        var output = await page.RunAsync(Environment.GetEnvironmentVariable("CHATSDK_BROWSER_PROGRAM")!, Server.BaseAddress, Guard);

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
            The end.

            """);
        var left = Server.Requests.Where(request => request.Chat?.Messages[0].Text is "early exit" or "canceled").ToList();
        left.Should().HaveCount(2);
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
