using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests that the error message for an HTML page is the page's title, first heading or text, without tags. For an XML error, it is the element <c>Message</c>. Plain text is the message itself.</summary>
[TestFixture]
public sealed class ErrorPageTests : FakeServerTest
{
    private const string _longScript = "<script>if (a < b) { document.write('<h1>no</h1>'); }</script>";

    [TestCase("<html><head><title>502 Bad Gateway</title></head><body><h1>no</h1></body></html>", "502 Bad Gateway")]
    [TestCase("<HTML><TITLE lang=en>\n 502\n  Bad Gateway </TITLE></HTML>", "502 Bad Gateway")]
    [TestCase("<title>R&amp;D &lt;gateway&gt;</title>", "R&D <gateway>")]
    [TestCase("<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n", "503 Service Unavailable")]
    [TestCase("<html><head><title></title></head><body><h2 class=\"x\">No <b>backend</b></h2><h1>later</h1></body></html>", "No backend")]
    [TestCase("<h1> </h1><h3>Try later</h3>", "Try later")]
    [TestCase("<!DOCTYPE html><html><body><p>The model is <em>down</em>.<br>Sorry.</p></body></html>", "The model is down . Sorry.")]
    [TestCase("<html><head><style>p { color: red }</style><meta charset=utf-8></head><body><p>Down</p></body></html>", "Down")]
    [TestCase(_longScript + "<p>Down</p>", "Down")]
    [TestCase("<!-- <h1>no</h1> --><p>Down</p>", "Down")]
    [TestCase("<p>Down", "Down")]
    [TestCase("<p>Down</p><script>never closed", "Down")]
    [TestCase("<p>Down</p><a href=\"x", "Down")]
    [TestCase("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access denied</Message><RequestId>1</RequestId></Error>", "Access denied")]
    [TestCase("Bad gateway<br>nginx", "Bad gateway nginx")]
    public async Task Message_for_a_page_is_its_title_heading_message_element_or_text(string page, string message)
    {
        Server.Answers(FakeAnswer.Raw(page, "text/html", 502));

        var error = await GetErrorAsync();

        error.ServerMessage.Should().Be(message);
        error.Message.Should().EndWith(message);
        error.ResponseBody.Should().Be(page);
    }

    [TestCase("<html><body></body></html>")]
    [TestCase("<html><head><style>p { }</style></head></html>")]
    [TestCase("<br/>")]
    public async Task Page_without_text_has_no_server_message(string page)
    {
        Server.Answers(FakeAnswer.Raw(page, "text/html", 502));

        var error = await GetErrorAsync();

        error.ServerMessage.Should().BeNull();
        error.Message.Should().EndWith("the server did not state a reason");
    }

    [TestCase("expected <eof> but a < b")]
    [TestCase("line 1\nline 2")]
    public async Task Plain_text_is_the_server_message(string text)
    {
        Server.Answers(FakeAnswer.Raw(text, "text/plain", 502));

        (await GetErrorAsync()).ServerMessage.Should().Be(text);
    }

    [Test]
    public async Task Html_page_is_recognized_with_any_content_type([Values("text/plain", "application/json", "application/octet-stream")] string type)
    {
        Server.Answers(FakeAnswer.Raw("\n<html><body><h1>Gone</h1></body></html>", type, 502));

        (await GetErrorAsync()).ServerMessage.Should().Be("Gone");
    }

    [TestCase("<")]
    [TestCase("<h1>")]
    [TestCase("<!--")]
    [TestCase("<a>&")]
    public async Task Page_with_many_unclosed_tags_does_not_hang_the_call(string opening)
    {
        Server.Answers(FakeAnswer.Raw("<html>" + string.Concat(Enumerable.Repeat(opening, 60_000 / opening.Length)), "text/html", 502));

        await GetErrorAsync();
    }

    private async Task<ChatApiException> GetErrorAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello, cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;
}
