using ChatSdk.Tests.Properties;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests which part of a text is recognized as reasoning, and that the result does not depend on where the text is split.</summary>
[TestFixture]
public sealed class ThinkTagSplitterTests
{
    private static readonly string[] _fragments =
    [
        "<think>", "</think>", "<thinking>", "</thinking>", "<THINK>", "</Think>", "<reasoning>", "</reasoning>", "[THINK]", "[/THINK]", "<seed:think>",
        "<", ">", "/", "<th", "ink>", "</", "[", "`", "```", "\n", " ", "\"", "(", "Hm", ".", "Paris", "語", "<b>",
    ];

    [TestCase("<think>Hm.</think>Paris", "Paris", "Hm.")]
    [TestCase("<think>\nHm.\n</think>\n\nParis\n", "Paris\n", "\nHm.\n")]
    [TestCase(" \n<think>Hm.</think>Paris", "Paris", "Hm.")]
    [TestCase("<THINK>Hm.</Think> Paris", "Paris", "Hm.")]
    [TestCase("<thinking>Hm.</thinking>Paris", "Paris", "Hm.")]
    [TestCase("<thought>Hm.</thought>Paris", "Paris", "Hm.")]
    [TestCase("<reasoning>Hm.</reasoning>Paris", "Paris", "Hm.")]
    [TestCase("<seed:think>Hm.</seed:think>Paris", "Paris", "Hm.")]
    [TestCase("[THINK]Hm.[/THINK]Paris", "Paris", "Hm.")]
    [TestCase("<think>a</think><think>b</think>Paris", "Paris", "ab")]
    [TestCase("<think>a</think>\n\n<thinking>b</thinking>\nParis", "Paris", "ab")]
    [TestCase("<think>a </thinking> b</think>Paris", "Paris", "a </thinking> b")]
    [TestCase("<think>a <think> b</think>Paris", "Paris", "a <think> b")]
    [TestCase("<think></think>\n\nParis", "Paris", "")]
    [TestCase("<think>Hm.</think>", "", "Hm.")]
    [TestCase("<think>Hm. And", "", "Hm. And")]
    [TestCase("<think>Hm.</thi", "", "Hm.</thi")]
    public void Tagged_block_at_the_start_is_reasoning(string text, string answer, string reasoning) => Whole(text).Should().Be((answer, reasoning));

    [TestCase("Hm.</think>Paris", "Paris", "Hm.")]
    [TestCase("Hm.\n</think>\n\nParis", "Paris", "Hm.\n")]
    [TestCase("</think>\n\nParis", "Paris", "")]
    [TestCase(" Hm.</think>Paris", "Paris", " Hm.")]
    [TestCase("a</think><think>b</think>Paris", "Paris", "ab")]
    [TestCase("The `</think>` token ends it.\n</think>\nParis", "Paris", "The `</think>` token ends it.\n")]
    [TestCase("He said \"yes\"</think>Paris", "Paris", "He said \"yes\"")]
    public void Closing_tag_without_an_opening_tag_ends_reasoning_that_began_at_the_start(string text, string answer, string reasoning) => Whole(text).Should().Be((answer, reasoning));

    [TestCase("Paris")]
    [TestCase(" \nParis \n")]
    [TestCase(" \n ")]
    [TestCase("")]
    [TestCase("<thi")]
    [TestCase("<b>Paris</b>")]
    [TestCase("<thinker>Paris</thinker>")]
    [TestCase("Paris <think>Hm.</think>")]
    [TestCase("Write <think>Hm.</think> around your thoughts.")]
    [TestCase("The tags <think> and </think> enclose reasoning.")]
    [TestCase("The tag </think> ends it.")]
    [TestCase("The tag \"</think>\" ends it.")]
    [TestCase("The tag (</think>) ends it.")]
    [TestCase("The tag `</think>` ends it.")]
    [TestCase("Like `hm</think>` here.")]
    [TestCase("Look:\n```xml\n<think>\nHm.\n</think>\n```\n")]
    [TestCase("Look:\n```\nHm.\n</think>\n```\n")]
    [TestCase("{\"Html\":\"<think>Hm.</think>\"}")]
    public void Text_that_does_not_begin_with_reasoning_is_unchanged(string text) => Whole(text).Should().Be((text, ""));

    [TestCase("<think>Hm.</think>Use <think>a</think> and </think>.", "Use <think>a</think> and </think>.", "Hm.")]
    [TestCase("<think>Hm.</think>a</think>b", "a</think>b", "Hm.")]
    [TestCase("<think>Hm.</think>\n`<think>` begins it.", "`<think>` begins it.", "Hm.")]
    public void Tag_in_the_answer_after_the_reasoning_is_preserved(string text, string answer, string reasoning) => Whole(text).Should().Be((answer, reasoning));

    [Test]
    public void Text_has_the_same_result_wherever_it_is_split() => Holds.For(
        Gen.Elements(_fragments).NonEmptyListOf().Select(string.Concat).Zip(Values.Chance),
        generated =>
        {
            var (text, chance) = generated;

            Split(Cut(text, chance)).Should().Be(Whole(text), text);
            Split(text.Select(character => character.ToString())).Should().Be(Whole(text), text);
            return Task.CompletedTask;
        });

    [Test]
    public void No_character_is_lost_except_tags_and_whitespace_around_the_reasoning() => Holds.For(
        Gen.Elements(_fragments).NonEmptyListOf().Select(string.Concat),
        text =>
        {
            var (answer, reasoning) = Whole(text);

            text.Should().EndWith(answer);
            TrackedCharacters(reasoning + answer).Should().BeEquivalentTo(TrackedCharacters(text), options => options.WithStrictOrdering(), text);
            return Task.CompletedTask;
        });

    private static IEnumerable<char> TrackedCharacters(string text) => text.Where(character => character is '.' or '語' or 'P' or '`' or '(' or '"');

    private static (string Text, string Reasoning) Whole(string text) => Split([text]);

    private static (string Text, string Reasoning) Split(IEnumerable<string> fragments)
    {
        var splitter = new ThinkTagSplitter();
        var (text, reasoning) = ("", "");
        foreach (var piece in fragments.Select(splitter.Add).Append(default).Select((piece, place) => piece.Text is null ? splitter.End() : piece))
        {
            (text, reasoning) = piece.EndsReasoning ? (piece.Text, text + piece.Reasoning) : (text + piece.Text, reasoning + piece.Reasoning);
        }

        return (text, reasoning);
    }

    private static IEnumerable<string> Cut(string text, Random chance)
    {
        for (var rest = text; rest.Length > 0;)
        {
            var length = Math.Min(rest.Length, chance.Next(1, 9));
            yield return rest[..length];
            rest = rest[length..];
        }
    }
}
