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
internal sealed partial class IncompleteContext : JsonSerializerContext;

/// <summary>Tests typed answers with truncated or invalid JSON, or with JSON that does not match the schema.</summary>
[TestFixture]
public sealed class IncompleteTypedAnswerTests : TypedAnswerTest
{
    [TestCase("""{"name":"root","children":[{"name":"leaf","children":null},{"name":"x""")]
    [TestCase("""{"name":"root","children":[{"name":"leaf","children":null},]}""")]
    [TestCase("""Here: {"name":"root","children":[{"name":"leaf","children":null}""")]
    public void Truncated_or_invalid_json_throws(string text) =>
        Completion(text).Invoking(it => it.ReadAs(IncompleteContext.Default.Tree, _allowText)).Should().Throw<ChatFormatException>();

    [TestCase("""I {think} so: {"name":"a","children":null}""")]
    [TestCase("""{"oops": no, {"name":"a","children":null}""")]
    [TestCase("""[1] says {"name":"a","children":null}.""")]
    public void Json_after_other_braces_or_brackets_is_found(string text) =>
        Completion(text).ReadAs(IncompleteContext.Default.Tree, _allowText).Should().Be(new Tree("a", null));

    [TestCase("{}", "$.name is missing")]
    [TestCase("""{"name":"a","minutes":1}""", "$.items is missing")]
    [TestCase("""{"name":"a","minutes":1,"items":null}""", "$.items must be of type array, but is null")]
    [TestCase("""{"name":"a","minutes":1,"items":[null]}""", "$.items[0] must be of type string, but is null")]
    public void Missing_or_null_member_is_named_in_the_exception_message(string text, string reason) =>
        Completion(text).Invoking(it => it.ReadAs(IncompleteContext.Default.Plan)).Should().Throw<ChatFormatException>().WithMessage($"*Plan: {reason}*RawText*");

    [Test]
    public void Nullable_member_can_be_missing_and_unknown_members_are_ignored()
    {
        var plan = Completion("""{"name":"a","minutes":1,"items":["b"],"more":true}""").ReadAs(IncompleteContext.Default.Plan);

        (plan.Name, plan.Minutes, plan.Note).Should().Be(("a", 1, null));
    }

    [TestCase("""{"level":7}""")]
    [TestCase("""{"level":"7"}""")]
    [TestCase("""{"level":"Kelvin"}""")]
    public void Undefined_enum_value_throws(string text) =>
        Completion(text).Invoking(it => it.ReadAs(IncompleteContext.Default.Task1)).Should().Throw<ChatFormatException>();

    [Test]
    public void Enum_value_is_read_case_insensitively() => Completion("""{"level":"hard"}""").ReadAs(IncompleteContext.Default.Task1).Level.Should().Be(Level.Hard);

    [TestCase("""{"name":"a"} Bye""", "the error is at byte 14 of line 1")]
    [TestCase("""{"name":"a","minutes":"soon","items":[]}""", "$.minutes has a value of the wrong type")]
    public void Exception_contains_the_reason_but_not_the_answer(string text, string reason) =>
        Completion(text).Invoking(it => it.ReadAs(IncompleteContext.Default.Plan)).Should().Throw<ChatFormatException>().WithMessage($"*{reason}*")
            .Which.Message.Should().NotContain("Bye").And.NotContain("soon");

    [Test]
    public void Concrete_base_type_that_is_not_declared_as_a_JsonDerivedType_of_itself_throws() =>
        FluentActions.Invoking(() => ResponseFormat.ForType(IncompleteContext.Default.Part1)).Should().Throw<ArgumentException>().WithMessage("*Part1*abstract*");
}
