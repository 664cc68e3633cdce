using System.Text.Json.Serialization;

namespace ChatSdk.Tests.TypedAnswers;

internal sealed record Tree(string Name, IReadOnlyList<Tree>? Children);

internal sealed record Plan
{
    public string Name { get; init; } = "";

    public int Minutes { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];

    public string? Note { get; init; }
}

internal enum Level
{
    Easy,
    Hard,
}

internal sealed record Task1(Level Level);

[JsonDerivedType(typeof(Wheel), "wheel")]
internal record Part1;

internal sealed record Wheel(int Spokes) : Part1;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Tree))]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(Task1))]
[JsonSerializable(typeof(Part1))]
internal sealed partial class LackingContext : JsonSerializerContext;

/// <summary>JSON that a serializer reads, but that is not what was asked for.</summary>
[TestFixture]
public sealed class LackingAnswerTests : TypedAnswerTest
{
    [TestCase("""{"name":"root","children":[{"name":"leaf","children":null},{"name":"x""")]
    [TestCase("""{"name":"root","children":[{"name":"leaf","children":null},]}""")]
    [TestCase("""Here: {"name":"root","children":[{"name":"leaf","children":null}""")]
    public void Part_of_a_cut_answer_is_no_answer(string text) =>
        Completion(text).Invoking(it => it.ReadAs(LackingContext.Default.Tree, _forgiving)).Should().Throw<ChatFormatException>();

    [TestCase("""I {think} so: {"name":"a","children":null}""")]
    [TestCase("""{"oops": no, {"name":"a","children":null}""")]
    [TestCase("""[1] says {"name":"a","children":null}.""")]
    public void Json_behind_what_is_none_is_found(string text) =>
        Completion(text).ReadAs(LackingContext.Default.Tree, _forgiving).Should().Be(new Tree("a", null));

    [TestCase("{}", "$.name is missing")]
    [TestCase("""{"name":"a","minutes":1}""", "$.items is missing")]
    [TestCase("""{"name":"a","minutes":1,"items":null}""", "$.items must be array, but is null")]
    [TestCase("""{"name":"a","minutes":1,"items":[null]}""", "$.items[0] must be string, but is null")]
    public void Member_that_is_missing_or_null_is_told(string text, string reason) =>
        Completion(text).Invoking(it => it.ReadAs(LackingContext.Default.Plan)).Should().Throw<ChatFormatException>().WithMessage($"*Plan: {reason}*RawText*");

    [Test]
    public void Member_that_may_be_null_may_be_missing()
    {
        var plan = Completion("""{"name":"a","minutes":1,"items":["b"],"more":true}""").ReadAs(LackingContext.Default.Plan);

        (plan.Name, plan.Minutes, plan.Note).Should().Be(("a", 1, null));
    }

    [TestCase("""{"level":7}""")]
    [TestCase("""{"level":"7"}""")]
    [TestCase("""{"level":"Kelvin"}""")]
    public void Value_that_an_enum_does_not_have_is_refused(string text) =>
        Completion(text).Invoking(it => it.ReadAs(LackingContext.Default.Task1)).Should().Throw<ChatFormatException>();

    [Test]
    public void Enum_is_read_in_any_case() => Completion("""{"level":"hard"}""").ReadAs(LackingContext.Default.Task1).Level.Should().Be(Level.Hard);

    [TestCase("""{"name":"a"} Bye""", "it is invalid at byte 14 of line 1")]
    [TestCase("""{"name":"a","minutes":"soon","items":[]}""", "$.minutes has a value of the wrong type")]
    public void Reason_is_told_without_the_words_of_the_answer(string text, string reason) =>
        Completion(text).Invoking(it => it.ReadAs(LackingContext.Default.Plan)).Should().Throw<ChatFormatException>().WithMessage($"*{reason}*")
            .Which.Message.Should().NotContain("Bye").And.NotContain("soon");

    [Test]
    public void Derived_types_that_the_schema_would_lose_are_told() =>
        FluentActions.Invoking(() => ResponseFormat.ForType(LackingContext.Default.Part1)).Should().Throw<ArgumentException>().WithMessage("*Part1*abstract*");
}
