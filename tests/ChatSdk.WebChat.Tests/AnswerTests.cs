using ChatSdk.Testing;

namespace ChatSdk.Tests.WebChat;

public sealed class AnswerTests : WebChatTest
{
    [Test]
    public async Task Answer_is_shown_as_it_streams()
    {
        Server.Answers(FakeAnswer.Stream("Once", " upon", " a time.").Pausing(TimeSpan.FromMilliseconds(200)));
        await OpenAsync();
        await Page.EvaluateAsync(
            """
            () => {
                window.states = [];
                new MutationObserver(() => window.states.push(document.querySelector(".answer .body")?.textContent))
                    .observe(document.getElementById("log"), { childList: true, subtree: true, characterData: true });
            }
            """);

        await AskAsync("A story, please.");

        await Expect(Status).ToHaveTextAsync("Done.");
        await Expect(AnswerText).ToHaveTextAsync("Once upon a time.");
        (await Page.EvaluateAsync<string[]>("() => window.states")).Should().Contain("Once").And.Contain("Once upon a time.");
    }

    [TestCase('\u2028')]
    [TestCase('\u2029')]
    public async Task Chunk_with_a_Unicode_line_or_paragraph_separator_is_shown(char end)
    {
        Server.Answers(FakeAnswer.Stream("Once", $" upon{end}a", " time."));
        await OpenAsync();

        await AskAsync("A story, please.");

        await Expect(Status).ToHaveTextAsync("Done.");
        (await AnswerText.TextContentAsync()).Should().Be($"Once upon{end}a time.");
    }

    [Test]
    public async Task Reasoning_is_in_a_collapsed_section_apart_from_the_answer()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"delta":{"reasoning_content":"Let me see."}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"Here."},"finish_reason":"stop"}]}""",
            "[DONE]"));
        await OpenAsync();

        await AskAsync("Where?");

        await Expect(AnswerText).ToHaveTextAsync("Here.");
        await Expect(Answer.Locator("details p")).ToHaveTextAsync("Let me see.");
        await Expect(Answer.Locator("details p")).Not.ToBeVisibleAsync();
    }

    [Test]
    public async Task Every_prompt_is_sent_with_the_previous_turns()
    {
        await OpenAsync();

        await AskAsync("My name is Ada.");
        await Expect(AnswerText).ToHaveTextAsync("You said: My name is Ada.");
        await Expect(Status).ToHaveTextAsync("Done.");
        await AskAsync("Who am I?");
        await Expect(AnswerText).ToHaveTextAsync("You said: Who am I?");

        Contents(1).Should().Equal("My name is Ada.", "You said: My name is Ada.", "Who am I?");
        await Expect(Page.Locator(".question p")).ToHaveTextAsync(["My name is Ada.", "Who am I?"]);
    }

    [Test]
    public async Task Error_from_the_server_is_shown_and_the_prompt_is_restored()
    {
        Server.AnswersError(401, "Incorrect API key <b>provided</b>.");
        await OpenAsync();

        await AskAsync("Hi");

        await Expect(Answer.Locator(".failed")).ToContainTextAsync("Incorrect API key <b>provided</b>.");
        await Expect(Input).ToHaveValueAsync("Hi");

        await Input.PressAsync("Enter");
        await Expect(AnswerText).ToHaveTextAsync("You said: Hi");
        Contents(1).Should().Equal("Hi");
    }

    [Test]
    public async Task Truncated_answer_remains_visible_and_is_marked_as_incomplete()
    {
        Server.Answers(FakeAnswer.Stream("Once", " upon").ThenCuts());
        await OpenAsync();

        await AskAsync("A story, please.");

        await Expect(Status).ToHaveTextAsync("The answer is incomplete.");
        await Expect(AnswerText).ToHaveTextAsync("Once upon");
        await Expect(Answer.Locator(".cut")).ToHaveTextAsync("The answer is incomplete. The connection to the server was lost.");
    }

    [Test]
    public async Task Answer_that_cannot_be_shown_does_not_leave_the_page_busy()
    {
        await OpenAsync();
        await Page.EvaluateAsync(
            """
            () => {
                window.querySelectorAll = Element.prototype.querySelectorAll;
                Element.prototype.querySelectorAll = () => { throw new RangeError("Too many."); };
            }
            """);

        await AskAsync("Hi");
        await Expect(Status).ToHaveTextAsync("Failed.");
        await Page.EvaluateAsync("() => { Element.prototype.querySelectorAll = window.querySelectorAll; }");

        await AskAsync("Again");
        await Expect(Status).ToHaveTextAsync("Done.");
        await Expect(AnswerText).ToHaveTextAsync("You said: Again");
    }

    private IEnumerable<string?> Contents(int request) =>
        Server.Requests[request].Json!.Value.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString());
}
