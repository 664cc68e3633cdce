using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests that exception messages are safe to log: they have one line and a limited length, and contain nothing that could forge another log entry. Also tests the limit on the part of the response body that an exception stores.</summary>
[TestFixture]
public sealed class ErrorMessageTests : FakeServerTest
{
    private const int _longest = 600;
    private const int _bodyLimit = 64 * 1024;

    [TestCase("one\ntwo\r\nthree")]
    [TestCase("one\u0000two\u001b[31mthree")]
    [TestCase("one\u2028two\u2029three")]
    [TestCase("one\u0085two\tthree")]
    [TestCase("one\u202etwo\u2066three")]
    [TestCase("\n\n one two three \n")]
    public async Task Message_is_one_line_without_control_or_bidirectional_formatting_characters(string words)
    {
        var error = await GetErrorAsync(words);

        error.Message.Should().NotContainAny("\n", "\r", "\u2028", "\u2029", "\u202e", "\u2066").And.NotMatchRegex(@"\p{Cc}");
        error.Message.Should().Match("*one*two*three*");
        error.ServerMessage.Should().Be(words, "ServerMessage is the unmodified text");
    }

    [Test]
    public async Task Message_is_limited_in_length()
    {
        var words = new string('x', 100_000);

        var error = await GetErrorAsync(words);

        error.Message.Length.Should().BeLessThan(_longest);
        error.Message.Should().EndWith("x…");
    }

    [TestCase(498)]
    [TestCase(499)]
    [TestCase(500)]
    public async Task Message_is_not_truncated_within_a_character(int length)
    {
        var error = await GetErrorAsync(new string('x', length) + "😀😀😀");

        error.Message.EnumerateRunes().Should().NotContain(System.Text.Rune.ReplacementChar);
    }

    [Test]
    public async Task Error_body_is_preserved_up_to_the_limit()
    {
        Server.Answers(FakeAnswer.Raw(new string('x', _bodyLimit + 5), "text/plain", 400)).Answers(FakeAnswer.Raw(new string('x', _bodyLimit), "text/plain", 400));

        var truncated = await GetErrorAsync();
        var complete = await GetErrorAsync();

        truncated.ResponseBody.Should().Be(new string('x', _bodyLimit));
        complete.ResponseBody.Should().Be(new string('x', _bodyLimit));
    }

    [Test]
    public async Task Error_body_with_status_200_is_preserved_up_to_the_limit()
    {
        var body = ErrorOf(new string('x', 2 * _bodyLimit));
        Server.AnswersJson(body);

        var error = await GetErrorAsync();

        error.ResponseBody.Should().Be(body[.._bodyLimit]);
    }

    [Test]
    public async Task Error_event_is_preserved_up_to_the_limit()
    {
        var data = ErrorOf(new string('x', 2 * _bodyLimit));
        Server.Answers(FakeAnswer.Events(data));

        var error = (await FluentActions.Awaiting(() => StreamAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        error.ResponseBody.Should().Be(data[.._bodyLimit]);
    }

    [Test]
    public async Task Event_that_is_not_json_is_preserved_up_to_the_limit()
    {
        Server.Answers(FakeAnswer.Events(new string('x', 2 * _bodyLimit)));

        var error = (await FluentActions.Awaiting(() => StreamAsync(_hello)).Should().ThrowAsync<ChatProtocolException>()).Which;

        error.ResponseBody.Should().Be(new string('x', _bodyLimit));
    }

    [Test]
    public async Task Html_page_instead_of_an_answer_is_preserved_up_to_the_limit()
    {
        Server.Answers(FakeAnswer.Raw(new string('x', 2 * _bodyLimit), "text/html"));

        var error = (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatProtocolException>()).Which;

        error.ResponseBody.Length.Should().Be(_bodyLimit);
        error.Message.Length.Should().BeLessThan(_longest);
    }

    [Test]
    public async Task Message_of_a_not_found_error_contains_the_address_without_the_query()
    {
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress + "?key=secret", MaxRetries = 0 });
        Server.Answers(FakeAnswer.Raw("404 page not found", "text/plain", 404));

        var error = (await FluentActions.Awaiting(() => client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        error.Message.Should().Contain($"{Server.BaseAddress}/chat/completions").And.NotContain("secret");
    }

    private static string ErrorOf(string words) =>
        new JsonObject { ["error"] = new JsonObject { ["message"] = words } }.ToJsonString(JsonSerializerOptions.Default);

    private Task<ChatApiException> GetErrorAsync(string words)
    {
        Server.AnswersJson(ErrorOf(words), 400);
        return GetErrorAsync();
    }

    private async Task<ChatApiException> GetErrorAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
}
