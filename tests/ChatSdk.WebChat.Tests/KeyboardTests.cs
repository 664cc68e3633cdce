using ChatSdk.Testing;

namespace ChatSdk.Tests.WebChat;

/// <summary>Tests keyboard input, the stop button, and the announcements for screen readers.</summary>
public sealed class KeyboardTests : WebChatTest
{
    [Test]
    public async Task Stop_button_ends_the_stream_and_preserves_the_received_text()
    {
        Server.Answers(FakeAnswer.Stream("Once", " upon").ThenHangs());
        await OpenAsync();
        await AskAsync("A story, please.");
        await Expect(AnswerText).ToHaveTextAsync("Once upon");

        await Page.Locator("#stop").ClickAsync();

        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
        await Expect(Status).ToHaveTextAsync("Stopped.");
        await Expect(Input).ToBeFocusedAsync();
        await AskAsync("Go on.");
        await Expect(AnswerText).ToHaveTextAsync("You said: Go on.");
        Server.Requests[1].Json!.Value.GetProperty("messages")[1].GetProperty("content").GetString().Should().Be("Once upon");
    }

    [Test]
    public async Task Escape_stops_an_answer_before_its_first_chunk_and_restores_the_prompt()
    {
        Server.Answers(FakeAnswer.Silence());
        await OpenAsync();
        await AskAsync("A story, please.");
        var request = await Server.NextRequestAsync(Guard);

        await Input.PressAsync("Escape");

        await request.ClientDisconnected.WaitAsync(Guard);
        await Expect(Answer.Locator(".stopped")).ToBeVisibleAsync();
        await Expect(Input).ToHaveValueAsync("A story, please.");
    }

    [Test]
    public async Task Enter_sends_the_prompt_and_Shift_Enter_starts_a_new_line()
    {
        await OpenAsync();
        await Expect(Input).ToBeFocusedAsync();

        await Page.Keyboard.TypeAsync("One");
        await Page.Keyboard.PressAsync("Shift+Enter");
        await Page.Keyboard.TypeAsync("two");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator(".question p")).ToHaveTextAsync("One\ntwo", new() { UseInnerText = true });
        await Expect(AnswerText).ToContainTextAsync("You said: One");
        Server.Requests[0].Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString().Should().Be("One\ntwo");
    }

    [Test]
    public async Task Nothing_is_sent_without_text_or_while_an_answer_is_streamed()
    {
        Server.Answers(FakeAnswer.Stream("Once").ThenHangs());
        await OpenAsync();

        await AskAsync("  ");
        await AskAsync("A story, please.");
        await Expect(AnswerText).ToHaveTextAsync("Once");
        await AskAsync("And another.");

        await Expect(Input).ToHaveValueAsync("And another.");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Tab_moves_from_the_suggestions_to_the_input_and_then_to_the_send_button()
    {
        await OpenAsync();
        await Page.Locator("#suggestions button").Last.FocusAsync();

        await Page.Keyboard.PressAsync("Tab");
        await Expect(Input).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.Locator("#send")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Answer_is_announced_to_screen_readers_only_after_it_has_ended()
    {
        Server.Answers(FakeAnswer.Stream("Once").ThenHangs());
        await OpenAsync();
        var log = Page.GetByRole(Microsoft.Playwright.AriaRole.Log);
        await Expect(log).ToHaveAttributeAsync("aria-live", "polite");

        await AskAsync("A story, please.");

        await Expect(AnswerText).ToHaveTextAsync("Once");
        await Expect(log).ToHaveAttributeAsync("aria-busy", "true");
        await Input.PressAsync("Escape");
        await Expect(log).ToHaveAttributeAsync("aria-busy", "false");
    }
}
