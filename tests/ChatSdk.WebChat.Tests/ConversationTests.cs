using System.Text.RegularExpressions;
using ChatSdk.Testing;
using Microsoft.Playwright;

namespace ChatSdk.Tests.WebChat;

/// <summary>Tests the parts of the page around an answer: the header, the suggestions, and the buttons for messages and answers.</summary>
public sealed partial class ConversationTests : WebChatTest
{
    [Test]
    public async Task Header_shows_the_model_and_the_server()
    {
        await OpenAsync(ColorScheme.Light, ("CHATSDK_BASE_URL", Server.BaseAddress), ("CHATSDK_MODEL", "big-model"));

        await Expect(Page.Locator("#about")).ToHaveTextAsync($"big-model at {new Uri(Server.BaseAddress).Authority}");
    }

    [Test]
    public async Task Suggestion_is_sent_when_it_is_clicked()
    {
        await OpenAsync();
        var suggestion = Page.Locator("#suggestions button").First;
        var text = await suggestion.TextContentAsync();

        await suggestion.ClickAsync();

        await Expect(AnswerText).ToHaveTextAsync($"You said: {text}");
        await Expect(suggestion).Not.ToBeVisibleAsync();
    }

    [Test]
    public async Task New_chat_stops_the_answer_and_forgets_the_conversation()
    {
        Server.AnswersText("One.").Answers(FakeAnswer.Stream("Two").ThenHangs()).AnswersText("Three.");
        await OpenAsync();
        await AskAsync("First");
        await Expect(Status).ToHaveTextAsync("Done.");
        await AskAsync("Second");
        await Expect(AnswerText).ToHaveTextAsync("Two");

        await ClickAsync("New chat");

        await Server.Requests[1].ClientDisconnected.WaitAsync(Guard);
        await Expect(Page.Locator("#suggestions")).ToBeVisibleAsync();
        await Expect(Input).ToHaveValueAsync("");
        await AskAsync("Third");
        await Expect(AnswerText).ToHaveTextAsync("Three.");
        Contents(2).Should().Equal("Third");
    }

    [Test]
    public async Task Retry_replaces_the_last_answer()
    {
        Server.AnswersText("Zero.").AnswersText("One.").AnswersText("Two.");
        await OpenAsync();
        await AskAsync("First");
        await Expect(Status).ToHaveTextAsync("Done.");
        await AskAsync("Second");
        await Expect(AnswerText).ToHaveTextAsync("One.");

        await Answer.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();

        await Expect(AnswerText).ToHaveTextAsync("Two.");
        await Expect(Page.Locator(".answer .body")).ToHaveTextAsync(["Zero.", "Two."]);
        Contents(2).Should().Equal("First", "Zero.", "Second");
    }

    [Test]
    public async Task Edited_message_replaces_the_original_and_everything_after_it()
    {
        await OpenAsync();
        await AskAsync("First");
        await Expect(Status).ToHaveTextAsync("Done.");
        await AskAsync("Second");
        await Expect(AnswerText).ToHaveTextAsync("You said: Second");
        await Expect(Status).ToHaveTextAsync("Done.");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).First.ClickAsync();
        await Expect(Input).ToHaveValueAsync("First");
        await AskAsync("Changed");

        await Expect(AnswerText).ToHaveTextAsync("You said: Changed");
        await Expect(Page.Locator(".question p")).ToHaveTextAsync(["Changed"]);
        Contents(2).Should().Equal("Changed");
    }

    [Test]
    public async Task Answer_and_code_can_be_copied()
    {
        const string Text = "Use **this**:\n\n```csharp\nvar a = 1;\n```";
        Server.Answers(FakeAnswer.Stream(Text));
        await OpenAsync();
        await AskAsync("How?");
        await Expect(Status).ToHaveTextAsync("Done.");

        await ClickAsync("Copy");
        await Expect(Answer.GetByText("Copied")).ToBeVisibleAsync();
        (await ClipboardAsync()).Should().Be(Text);

        await ClickAsync("Copy code");
        await Expect(Answer.Locator(".code").GetByText("Copied")).ToBeVisibleAsync();
        (await ClipboardAsync()).Should().Be("var a = 1;");
    }

    [Test]
    public async Task Code_has_syntax_colors()
    {
        Server.Answers(FakeAnswer.Stream("```csharp\nreturn \"a\"; // b\n```"));
        await OpenAsync();

        await AskAsync("Show me.");

        await Expect(Answer.Locator("pre .keyword")).ToHaveTextAsync("return");
        await Expect(Answer.Locator("pre .string")).ToHaveTextAsync("\"a\"");
        await Expect(Answer.Locator("pre .comment")).ToHaveTextAsync("// b");
    }

    [Test]
    public async Task Answer_shows_its_number_of_tokens_and_its_duration()
    {
        await OpenAsync();

        await AskAsync("Hi");

        await Expect(Answer.Locator(".cost")).ToContainTextAsync(CostPattern());
    }

    [Test]
    public async Task Answer_that_reached_its_maximum_length_is_marked_as_incomplete()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"Once"},"finish_reason":"length"}]}""", "[DONE]"));
        await OpenAsync();

        await AskAsync("A story, please.");

        await Expect(Answer.Locator(".cut")).ToHaveTextAsync("The answer is incomplete. The maximum length was reached.");
    }

    [Test]
    public async Task Failure_is_explained_without_revealing_the_servers_address()
    {
        await OpenAsync(ColorScheme.Light, ("CHATSDK_BASE_URL", "http://127.0.0.1:9/v1"));

        await AskAsync("Hi");

        await Expect(Answer.Locator(".failed")).ToHaveTextAsync("The server cannot be reached.");
    }

    [Test]
    public async Task Button_scrolls_to_the_end_of_the_conversation()
    {
        Server.Answers(FakeAnswer.Stream(string.Join("\n\n", Enumerable.Range(1, 200).Select(number => $"Line {number}"))));
        await OpenAsync();
        await AskAsync("Write much.");
        await Expect(Status).ToHaveTextAsync("Done.");
        await Page.Locator("#log").EvaluateAsync("log => { log.scrollTop = 0; }");

        await ClickAsync("Jump to latest");

        await Expect(Answer.GetByText("Line 200")).ToBeInViewportAsync();
        await Expect(Page.Locator("#latest")).Not.ToBeVisibleAsync();
    }

    private Task ClickAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private Task<string> ClipboardAsync() => Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

    private IEnumerable<string?> Contents(int request) =>
        Server.Requests[request].Json!.Value.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString());

    [GeneratedRegex(@"^\d+ tokens · \d+\.\d s$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CostPattern();
}
