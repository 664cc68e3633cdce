using ChatSdk.Testing;

namespace ChatSdk.Tests.WebChat;

public sealed class KeyboardTests : WebChatTest
{
    [Test]
    public async Task Stop_button_ends_the_stream_at_the_model_and_keeps_what_had_come()
    {
        Server.Answers(FakeAnswer.Stream("Once", " upon").ThenHangs());
        await OpenAsync();
        await AskAsync("A story, please.");
        await Expect(Answer).ToHaveTextAsync("Once upon");

        await Page.Locator("#stop").ClickAsync();

        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
        await Expect(Status).ToHaveTextAsync("Stopped.");
        await Expect(Input).ToBeFocusedAsync();
        await AskAsync("Go on.");
        await Expect(Answer).ToHaveTextAsync("You said: Go on.");
        Server.Requests[1].Json!.Value.GetProperty("messages")[1].GetProperty("content").GetString().Should().Be("Once upon");
    }

    [Test]
    public async Task Escape_stops_before_the_first_word_too()
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
    public async Task Enter_sends_and_with_shift_it_starts_a_line()
    {
        await OpenAsync();
        await Expect(Input).ToBeFocusedAsync();

        await Page.Keyboard.TypeAsync("One");
        await Page.Keyboard.PressAsync("Shift+Enter");
        await Page.Keyboard.TypeAsync("two");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator(".question")).ToHaveTextAsync("One\ntwo", new() { UseInnerText = true });
        await Expect(Answer).ToContainTextAsync("You said: One");
        Server.Requests[0].Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString().Should().Be("One\ntwo");
    }

    [Test]
    public async Task Nothing_is_sent_while_an_answer_arrives_or_without_a_word()
    {
        Server.Answers(FakeAnswer.Stream("Once").ThenHangs());
        await OpenAsync();

        await AskAsync("  ");
        await AskAsync("A story, please.");
        await Expect(Answer).ToHaveTextAsync("Once");
        await AskAsync("And another.");

        await Expect(Input).ToHaveValueAsync("And another.");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Tab_goes_from_the_conversation_to_the_text_and_to_the_button()
    {
        await OpenAsync();
        await Page.Locator("#log").FocusAsync();

        await Page.Keyboard.PressAsync("Tab");
        await Expect(Input).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.Locator("#send")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Screen_reader_hears_the_whole_answer_when_it_is_there()
    {
        Server.Answers(FakeAnswer.Stream("Once").ThenHangs());
        await OpenAsync();
        var log = Page.GetByRole(Microsoft.Playwright.AriaRole.Log);
        await Expect(log).ToHaveAttributeAsync("aria-live", "polite");

        await AskAsync("A story, please.");

        await Expect(Answer).ToHaveTextAsync("Once");
        await Expect(log).ToHaveAttributeAsync("aria-busy", "true");
        await Input.PressAsync("Escape");
        await Expect(log).ToHaveAttributeAsync("aria-busy", "false");
    }
}
