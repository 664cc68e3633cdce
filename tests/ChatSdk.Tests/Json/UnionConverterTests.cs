using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that values of the union types, such as <see cref="ChatContent"/>, can be serialized and deserialized on their own.</summary>
[TestFixture]
public sealed class UnionConverterTests
{
    [Test]
    public void Content_with_text_is_read_and_written() => ShouldRoundTrip<ChatContent>("hello", "\"hello\"");

    [Test]
    public void Content_with_parts_is_read_and_written() =>
        ShouldRoundTrip(ChatContent.FromParts([ContentPart.FromText("a"), ContentPart.FromImage("data:x")]), """[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:x"}}]""");

    [Test]
    public void Part_is_read_and_written() => ShouldRoundTrip<ContentPart>(ContentPart.FromText("a"), """{"type":"text","text":"a"}""");

    [Test]
    public void Tool_choice_is_read_and_written() => ShouldRoundTrip(ToolChoice.Function("f"), """{"type":"function","function":{"name":"f"}}""");

    [Test]
    public void Tools_are_read_and_written()
    {
        ShouldRoundTrip<ChatToolset>(false, "false");
        ShouldRoundTrip<ChatToolset>([ChatTool.CreateFunction("f")], """[{"type":"function","function":{"name":"f"}}]""");
    }

    [Test]
    public void Prompt_is_read_and_written()
    {
        ShouldRoundTrip<TextPrompt>("a", "\"a\"");
        ShouldRoundTrip(TextPrompt.FromTokens([1, 2]), "[1,2]");
    }

    [Test]
    public void Toolset_cannot_be_read_from_a_number() =>
        ((Action)(() => JsonSerializer.Deserialize<ChatToolset>("7"))).Should().Throw<JsonException>();

    private static void ShouldRoundTrip<T>(T value, string json)
    {
        JsonSerializer.Serialize(value).Should().Be(json);
        JsonSerializer.Deserialize<T>(json).Should().Be(value);
    }
}
