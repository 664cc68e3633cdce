using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Values of several kinds in a type of a user's own.</summary>
[TestFixture]
public sealed class UnionConverterTests
{
    [Test]
    public void Content_is_kept() => ShouldComeBack<ChatContent>("hello", "\"hello\"");

    [Test]
    public void Content_of_parts_is_kept() =>
        ShouldComeBack(ChatContent.FromParts([ContentPart.FromText("a"), ContentPart.FromImage("data:x")]), """[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:x"}}]""");

    [Test]
    public void Part_is_kept() => ShouldComeBack<ContentPart>(ContentPart.FromText("a"), """{"type":"text","text":"a"}""");

    [Test]
    public void Choice_of_tools_is_kept() => ShouldComeBack(ToolChoice.Function("f"), """{"type":"function","function":{"name":"f"}}""");

    [Test]
    public void Tools_are_kept()
    {
        ShouldComeBack<ChatToolset>(false, "false");
        ShouldComeBack<ChatToolset>([ChatTool.CreateFunction("f")], """[{"type":"function","function":{"name":"f"}}]""");
    }

    [Test]
    public void Prompt_is_kept()
    {
        ShouldComeBack<TextPrompt>("a", "\"a\"");
        ShouldComeBack(TextPrompt.FromTokens([1, 2]), "[1,2]");
    }

    [Test]
    public void What_is_of_no_known_kind_is_refused() =>
        ((Action)(() => JsonSerializer.Deserialize<ChatToolset>("7"))).Should().Throw<JsonException>();

    private static void ShouldComeBack<T>(T value, string json)
    {
        JsonSerializer.Serialize(value).Should().Be(json);
        JsonSerializer.Deserialize<T>(json).Should().Be(value);
    }
}
