using Spectre.Console.Testing;

namespace ChatSdk.Tool.Tests;

[TestFixture]
public sealed class MarkdownTests
{
    [TestCase("One\n\nTwo", "One\n\n", "Two\n")]
    [TestCase("One\nline\n\n\nTwo", "One\nline\n\n\n", "Two\n")]
    [TestCase("- a\n\n  more\n\n- b", "- a\n\n  more\n\n", "- b\n")]
    [TestCase("```cs\na\n\nb\n```\nText", "`a", "`", "`b", "Text\n")]
    [TestCase("Text\n~~~~\n~~~\n~~~~", "Text\n", "`~~~")]
    [TestCase("```\nnot closed", "`not closed")]
    [TestCase("```a`b```\nText", "```a`b```\nText\n")]
    [TestCase("\n\n")]
    public void Text_is_split_at_empty_lines_and_code_is_split_into_lines(string text, params string[] expected)
    {
        var atOnce = Split([text]);
        var byCharacter = Split(text.Select(character => character.ToString()));

        atOnce.Should().Equal(expected);
        byCharacter.Should().Equal(expected);
    }

    [Test]
    public void Text_without_empty_lines_is_split_so_that_the_unfinished_block_is_short()
    {
        MarkdownBlocks blocks = new();

        blocks.Add(new string('a', 10_000_000));

        blocks.Rest.Text.Length.Should().BeLessThan(5_000);
    }

    [TestCase("# Title", "Title")]
    [TestCase("**bold** *it* ~~no~~ `code` &amp; <b>", "bold it no code & <b>")]
    [TestCase("[text](http://a.b/c) <http://d.e>", "text (http://a.b/c) http://d.e")]
    [TestCase("http://a.b/c", "http://a.b/c")]
    [TestCase("1. a\n2. b\n   - c\n   - [x] d", "1. a\n2. b\n   • c\n   • [x] d")]
    [TestCase("3. a\n4. b", "3. a\n4. b")]
    [TestCase("> quote\n>\n> more", "│ quote\n\n  more")]
    [TestCase("    code\n", "  code")]
    [TestCase("[not markup] [red]text[/]", "[not markup] [red]text[/]")]
    public void Markdown_is_shown_as_formatted_text_without_its_markup(string markdown, string expected)
    {
        var output = Render(markdown, width: 60);

        output.Should().Be(expected);
    }

    [Test]
    public void Table_fits_into_a_narrow_terminal()
    {
        var output = Render("| Name | Description |\n|---|---|\n| a | A description that is much longer than the terminal |\n| b |", width: 40);

        output.Split('\n').Should().OnlyContain(line => line.Length <= 40).And.Contain(line => line.Contains("Description"));
    }

    [Test]
    public void Text_that_is_nested_too_deeply_to_be_formatted_is_still_shown()
    {
        var text = string.Concat(Enumerable.Repeat("> ", 1_000)) + "deep";

        var output = Render(text, width: 60);

        output.Should().Contain("deep");
    }

    private static List<string> Split(IEnumerable<string> chunks)
    {
        MarkdownBlocks blocks = new();
        foreach (var chunk in chunks)
        {
            blocks.Add(chunk);
        }

        blocks.End();
        List<string> all = [];
        while (blocks.Take() is { } block)
        {
            all.Add(block.IsCode ? $"`{block.Text}" : block.Text);
        }

        return all;
    }

    private static string Render(string markdown, int width)
    {
        using var console = new TestConsole().Width(width);
        console.Write(MarkdownView.Of(new MarkdownBlock(markdown)));
        return string.Join('\n', console.Output.TrimEnd().Split('\n').Select(line => line.TrimEnd()));
    }
}
