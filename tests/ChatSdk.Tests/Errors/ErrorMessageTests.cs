using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Errors;

/// <summary>The message of an exception fits a log: one line, bounded, nothing that could forge another entry.</summary>
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
    public async Task Message_is_one_line_without_control_characters(string words)
    {
        var error = await AskAsync(words);

        error.Message.Should().NotContainAny("\n", "\r", "\u2028", "\u2029", "\u202e", "\u2066").And.NotMatchRegex(@"\p{Cc}");
        error.Message.Should().Match("*one*two*three*");
        error.ServerMessage.Should().Be(words, "the whole words are kept beside it");
    }

    [Test]
    public async Task Message_is_bounded()
    {
        var words = new string('x', 100_000);

        var error = await AskAsync(words);

        error.Message.Length.Should().BeLessThan(_longest);
        error.Message.Should().EndWith("x…");
    }

    [TestCase(498)]
    [TestCase(499)]
    [TestCase(500)]
    public async Task Message_is_not_cut_in_the_middle_of_a_character(int length)
    {
        var error = await AskAsync(new string('x', length) + "😀😀😀");

        error.Message.EnumerateRunes().Should().NotContain(System.Text.Rune.ReplacementChar);
    }

    [Test]
    public async Task Body_of_an_error_is_kept_as_it_came_up_to_its_limit()
    {
        Server.Answers(FakeAnswer.Raw(new string('x', _bodyLimit + 5), "text/plain", 400)).Answers(FakeAnswer.Raw(new string('x', _bodyLimit), "text/plain", 400));

        var cut = await AskAsync();
        var whole = await AskAsync();

        cut.ResponseBody.Should().Be(new string('x', _bodyLimit));
        whole.ResponseBody.Should().Be(new string('x', _bodyLimit));
    }

    [Test]
    public async Task Body_of_an_error_with_status_200_is_kept_up_to_its_limit_too()
    {
        Server.AnswersJson(ErrorOf(new string('x', 2 * _bodyLimit)));

        var error = await AskAsync();

        error.ResponseBody.Length.Should().BeLessThanOrEqualTo(_bodyLimit);
    }

    [Test]
    public async Task Body_of_an_error_in_a_stream_is_kept_up_to_its_limit_too()
    {
        Server.Answers(FakeAnswer.Events(ErrorOf(new string('x', 2 * _bodyLimit))));

        var error = (await FluentActions.Awaiting(() => StreamAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        error.ResponseBody.Length.Should().BeLessThanOrEqualTo(_bodyLimit);
    }

    [Test]
    public async Task Body_instead_of_an_event_is_stored_up_to_its_limit_too()
    {
        Server.Answers(FakeAnswer.Events(new string('x', 2 * _bodyLimit)));

        var error = (await FluentActions.Awaiting(() => StreamAsync(_hello)).Should().ThrowAsync<ChatProtocolException>()).Which;

        error.ResponseBody.Length.Should().BeInRange(1, _bodyLimit);
    }

    [Test]
    public async Task Body_instead_of_an_answer_is_stored_up_to_its_limit_too()
    {
        Server.Answers(FakeAnswer.Raw(new string('x', 2 * _bodyLimit), "text/html"));

        var error = (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatProtocolException>()).Which;

        error.ResponseBody.Length.Should().Be(_bodyLimit);
        error.Message.Length.Should().BeLessThan(_longest);
    }

    [Test]
    public async Task Message_names_the_address_where_a_wrong_one_is_likely()
    {
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress + "?key=secret", MaxRetries = 0 });
        Server.Answers(FakeAnswer.Raw("404 page not found", "text/plain", 404));

        var error = (await FluentActions.Awaiting(() => client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        error.Message.Should().Contain($"{Server.BaseAddress}/chat/completions").And.NotContain("secret");
    }

    private static string ErrorOf(string words) =>
        new JsonObject { ["error"] = new JsonObject { ["message"] = words } }.ToJsonString(JsonSerializerOptions.Default);

    private Task<ChatApiException> AskAsync(string words)
    {
        Server.AnswersJson(ErrorOf(words), 400);
        return AskAsync();
    }

    private async Task<ChatApiException> AskAsync() =>
        (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
}
