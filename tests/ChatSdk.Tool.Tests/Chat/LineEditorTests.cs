using System.Runtime.Versioning;

namespace ChatSdk.Tool.Tests;

public sealed class LineEditorTests : ToolTest
{
    private string HistoryPath => Path.Combine(Folder, "history");

    [Test]
    public async Task Typed_line_is_returned()
    {
        var console = new TypingConsole(Output.Console).Type("Hello");

        var line = await ReadAsync(console);

        line.Should().Be("Hello");
    }

    [Test]
    public async Task Keys_move_the_cursor_and_delete_characters()
    {
        var console = new TypingConsole(Output.Console);
        console.TypeText("bcX");
        console.Press(ConsoleKey.Backspace, ConsoleKey.Home, ConsoleKey.RightArrow, ConsoleKey.LeftArrow);
        console.TypeText("a👍🏽");
        console.Press(ConsoleKey.LeftArrow, ConsoleKey.Delete, ConsoleKey.End).Type("d");

        var line = await ReadAsync(console);

        line.Should().Be("abcd");
    }

    [Test]
    public async Task Control_keys_move_the_cursor_and_delete_text_as_in_a_shell()
    {
        var console = new TypingConsole(Output.Console);
        console.TypeText("one two");
        console.PressControl(ConsoleKey.U);
        console.TypeText("abc");
        console.PressControl(ConsoleKey.A).PressControl(ConsoleKey.D).Press(ConsoleKey.RightArrow).PressControl(ConsoleKey.K).PressControl(ConsoleKey.E).Type("!");

        var line = await ReadAsync(console);

        line.Should().Be("b!");
    }

    [Test]
    public async Task Arrow_keys_recall_earlier_lines_and_the_draft()
    {
        File.WriteAllLines(HistoryPath, ["first", "second"]);
        var console = new TypingConsole(Output.Console);
        console.TypeText("draft");
        console.Press(ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.Enter);
        console.TypeText("draft");
        console.Press(ConsoleKey.UpArrow, ConsoleKey.DownArrow, ConsoleKey.DownArrow, ConsoleKey.Enter);

        var editor = new LineEditor(console, new InputHistory(HistoryPath));
        var recalled = await editor.ReadLineAsync("> ", "", Guard);
        var draft = await editor.ReadLineAsync("> ", "", Guard);

        (recalled, draft).Should().Be(("first", "draft"));
    }

    [Test]
    public async Task Control_d_ends_the_input_only_if_the_line_is_empty()
    {
        var console = new TypingConsole(Output.Console);
        console.TypeText("a");
        console.PressControl(ConsoleKey.D).Press(ConsoleKey.Backspace).PressControl(ConsoleKey.D);

        var line = await ReadAsync(console);

        line.Should().BeNull();
    }

    [Test]
    public async Task Long_line_is_scrolled_instead_of_wrapped()
    {
        Output.Console.Profile.Width = 40;
        var console = new TypingConsole(Output.Console).Type(new string('界', 50));

        await ReadAsync(console);

        Output.Text.Split('\r', '\n').Should().OnlyContain(part => part.Length + part.Count(character => character == '界') < 40);
    }

    [Test]
    public void Stored_history_has_no_consecutive_duplicates_no_empty_lines_and_no_line_breaks()
    {
        var history = new InputHistory(HistoryPath);
        history.Add("one");
        history.Add("one");
        history.Add("");
        history.Add("two\nlines");

        var later = new InputHistory(HistoryPath);

        (later.Count, later[0], later[1]).Should().Be((2, "one", "two lines"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void Only_the_user_can_read_and_write_the_stored_history()
    {
        new InputHistory(HistoryPath).Add("secret");

        File.GetUnixFileMode(HistoryPath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public void History_that_cannot_be_stored_causes_no_exception()
    {
        WriteFile("file", "");

        var adding = () => new InputHistory(Path.Combine(Folder, "file", "history")).Add("one");

        adding.Should().NotThrow();
    }

    private Task<string?> ReadAsync(TypingConsole console) => new LineEditor(console, new InputHistory(HistoryPath)).ReadLineAsync("> ", "", Guard);
}
