using System.Text;
using ChatSdk.Testing;
using Spectre.Console;

namespace ChatSdk.Tool.Tests;

public sealed class ChatTests : ToolTest
{
    // A PNG file is recognized by its first bytes.
    private static readonly byte[] _png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [Test]
    public async Task Each_line_of_standard_input_is_a_prompt_unless_it_is_empty_or_continues_the_previous_line()
    {
        Server.AnswersText("Hello.").AnswersText("# Bye.");

        var exitCode = await ChatAsync("Hi", "", "More\\", "text");

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().Be("Hello.\n# Bye.\n");
        Error.Text.Should().BeEmpty();
        TextsOf(Server.Requests[1]).Should().Equal("Hi", "Hello.", "More\ntext");
    }

    [Test]
    public async Task First_failure_ends_a_chat_without_a_terminal()
    {
        Server.AnswersText("Hello.").Answers(FakeErrors.OpenAIInvalidKey);

        var exitCode = await ChatAsync("Hi", "Again", "Never sent");

        exitCode.Should().Be(ExitCodes.Unauthorized);
        Output.Text.Should().Be("Hello.\n");
        Error.Lines.Should().ContainSingle().Which.Should().StartWith("Error: ");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Answer_that_never_ends_stops_at_the_time_limit()
    {
        Server.Streams("Hel").ThenHangs();
        Input = new StringReader("Hi");

        var exitCode = await StartAsync("--timeout", "0.5");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        Error.Text.Should().Contain("--timeout");
    }

    [Test]
    public async Task Input_that_is_not_utf8_is_rejected()
    {
        Input = new StreamReader(new MemoryStream([0x48, 0xFF, 0x0A]), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

        var exitCode = await StartAsync();

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().Be("Error: The input is not UTF-8.\n");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Saved_conversation_can_be_continued()
    {
        var file = Path.Combine(Folder, "chat.json");
        Server.AnswersText("Hello.").AnswersText("Bye.");

        await ChatAsync("/system Be brief.", "Hi", $"/save {file}");
        await ChatAsync($"/load \"{file}\"", "More", $"/save {file}");

        TextsOf(Server.Requests[1]).Should().Equal("Be brief.", "Hi", "Hello.", "More");
        ChatConversation.FromJson(new ChatClient(Server.BaseAddress), File.ReadAllText(file)).Messages.Should().HaveCount(5);
        Error.Lines.Should().Equal("Saved 3 messages.", "Loaded 3 messages.", "Saved 5 messages.");
        Directory.GetFiles(Folder).Should().Equal(file);
    }

    [Test]
    public async Task File_that_is_not_a_saved_conversation_is_not_overwritten()
    {
        var file = WriteFile("diary.txt", "Dear diary");

        var exitCode = await ChatAsync($"/save {file}");

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().Contain("diary.txt is not a saved conversation, so it is not overwritten.");
        File.ReadAllText(file).Should().Be("Dear diary");
    }

    [Test]
    public async Task Retry_and_edit_remove_the_last_answer_and_send_the_last_prompt_again_or_changed()
    {
        Server.AnswersText("One.").AnswersText("Two.").AnswersText("Three.").AnswersText("Four.");

        await ChatAsync("First", "Second", "/retry", "/edit Changed");

        Server.Requests.Select(TextsOf).Should().BeEquivalentTo(
            (string[][])[["First"], ["First", "One.", "Second"], ["First", "One.", "Second"], ["First", "One.", "Changed"]],
            options => options.WithStrictOrdering());
    }

    [Test]
    public async Task Prompt_that_failed_can_be_sent_again()
    {
        Server.AnswersText("Hello.").AnswersError(400, "Bad").AnswersText("Good.");
        var console = new TypingConsole(Output.Console).Type("Hi").Type("Again").Type("/retry");

        var exitCode = await TypeAsync(console);

        exitCode.Should().Be(ExitCodes.Success);
        Error.Text.Should().Contain("Error: ");
        TextsOf(Server.Requests[2]).Should().Equal("Hi", "Hello.", "Again");
    }

    [Test]
    public async Task Last_prompt_can_be_edited_in_the_terminal()
    {
        var console = new TypingConsole(Output.Console).Type("How is Pari").Type("/edit").Type("s?");

        await TypeAsync(console);

        TextsOf(Server.Requests[1]).Should().Equal("How is Paris?");
    }

    [Test]
    public async Task Image_is_sent_with_the_next_prompt_and_again_if_that_prompt_is_edited()
    {
        var image = Path.Combine(Folder, "my photo.png");
        await File.WriteAllBytesAsync(image, _png, Guard);

        await ChatAsync($"/image '{image}'", "What is this?", "/edit What is that?", "Thanks");

        var messages = Server.Requests.Select(request => request.Chat!.Messages[^1]).ToList();
        messages.Select(message => message.Text).Should().Equal("What is this?", "What is that?", "Thanks");
        messages.Select(message => message.Content!.Parts?.OfType<ImagePart>().Count() ?? 0).Should().Equal(1, 1, 0);
    }

    [Test]
    public async Task Model_is_changed_and_models_are_listed()
    {
        Server.AnswersText("Hi.").AnswersJson("""{"object":"list","data":[{"id":"m"},{"id":"big\u001b[31m"}]}""");

        await ChatAsync("/model big", "Hi", "/model m", "/model");

        Server.Requests[0].Chat!.Model.Should().Be("big");
        Output.Lines.Should().Equal("Hi.", "* m", "  big[31m");
    }

    [Test]
    public async Task Tokens_and_system_message_are_shown()
    {
        Server.AnswersText("Hi.").WithUsage(new() { PromptTokens = 1_000, CompletionTokens = 2, TotalTokens = 1_002 });

        await ChatAsync("/tokens", "Hi", "/tokens", "/system", "/system Be brief.", "/system", "/system -", "/system");

        Output.Lines.Should().Equal(
            "The server has not reported any tokens.", "Hi.", "1,000 prompt tokens + 2 completion tokens = 1,002 tokens.",
            "There is no system message.", "Be brief.", "There is no system message.");
    }

    [TestCase("/nothing", "There is no command /nothing.")]
    [TestCase("/save", "/save requires an argument")]
    [TestCase("/retry", "There is no prompt yet.")]
    [TestCase("/edit", "/edit requires the new text")]
    [TestCase("/load no-such-file", "no-such-file")]
    [TestCase("/image no-such-file", "no-such-file")]
    public async Task Command_that_cannot_be_executed_is_reported_in_one_line(string line, string message)
    {
        var exitCode = await ChatAsync(line);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle().Which.Should().Contain(message);
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Prompt_that_starts_with_a_path_is_not_a_command()
    {
        await ChatAsync("/etc/hosts is what?", "/exit", "Never sent");

        TextsOf(Server.Requests.Single()).Should().Equal("/etc/hosts is what?");
    }

    [Test]
    public async Task Help_lists_the_commands()
    {
        await ChatAsync("/help");

        Output.Text.Should().ContainAll("/edit", "/exit", "/help", "/image", "/load", "/model", "/retry", "/save", "/system", "/tokens");
    }

    [Test]
    public async Task Terminal_shows_formatted_text_and_dimmed_reasoning()
    {
        Server.AnswersText("# Title\n\nSome **bold** text.\n\n```\ncode\n\nmore\n```\n").WithReasoning("Let me think.").SplitEvery(7);
        Output.Console.Profile.Capabilities.Ansi = true;
        Output.Console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        Output.Console.Profile.Width = 40;

        await TypeAsync(new TypingConsole(Output.Console).Type("Hi"));

        TerminalScreen.Of(Output.Text).Should().Contain("\n\e[2mLet me think.\e[0m\n\n\e[1mTitle\e[0m\n\nSome \e[1mbold\e[0m text.\n\n  code\n   \n  more\n");
    }

    [Test]
    public async Task Control_c_in_a_terminal_stops_the_answer_and_not_the_chat()
    {
        Server.Streams("It ne", "ver").ThenHangs();
        Server.AnswersText("Bye.");
        var console = new TypingConsole(Output.Console).Type("Hi").Type("And?");

        var chatting = TypeAsync(console);
        await Output.WaitForAsync("never", Guard);
        Context.Interrupts.Raise();
        var exitCode = await chatting;

        exitCode.Should().Be(ExitCodes.Success);
        Error.Text.Should().Contain("Stopped.");
        TextsOf(Server.Requests[1]).Should().Equal("Hi", "It never", "And?");
    }

    [Test]
    public async Task Control_c_ends_a_chat_without_a_terminal()
    {
        Server.Streams("It ne", "ver").ThenHangs();

        var chatting = ChatAsync("Hi");
        await Output.WaitForAsync("never", Guard);
        Context.Interrupts.Raise();
        var exitCode = await chatting;

        exitCode.Should().Be(ExitCodes.Canceled);
        Output.Text.Should().Be("It never\n");
    }

    private static IEnumerable<string> TextsOf(FakeRequest request) => request.Chat!.Messages.Select(message => message.Text);

    private Task<int> ChatAsync(params string[] lines)
    {
        Input = new StringReader(string.Join('\n', lines));
        return StartAsync();
    }

    private Task<int> TypeAsync(TypingConsole console)
    {
        Output.IsTerminal = true;
        Terminal = console;
        return StartAsync();
    }

    private Task<int> StartAsync(params string[] arguments) => RunAsync(["chat", "--url", Server.BaseAddress, "--model", "m", .. arguments]);
}
