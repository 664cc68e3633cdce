using System.Text.Json;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests the content of a message, created from a string or from parts.</summary>
[TestFixture]
public sealed class ChatContentTests
{
    [Test]
    public void Text_converts_to_content()
    {
        ChatContent content = "Hi";

        content.Text.Should().Be("Hi");
        content.Parts.Should().BeNull();
        content.Cast<ContentPart>().Should().Equal(ContentPart.FromText("Hi"));
    }

    [Test]
    public void Null_string_converts_to_null_content()
    {
        string? text = null;
        ChatContent? content = text;

        content.Should().BeNull();
        new ChatMessage { Content = text }.Should().Be(new ChatMessage());
    }

    [Test]
    public void Collection_expression_converts_to_content()
    {
        ChatContent content = [ContentPart.FromText("What "), ContentPart.FromImage("http://u"), ContentPart.FromText("is this?")];

        content.Text.Should().Be("What is this?");
        content.Parts.Should().HaveCount(3);
        content.Cast<ContentPart>().Should().Equal(content.Parts);
    }

    [Test]
    public void Content_has_value_equality()
    {
        Equal("Hi", "Hi").Should().BeTrue();
        Equal("Hi", "hi").Should().BeFalse();
        Equal([ContentPart.FromText("Hi"), ContentPart.FromImage("http://u")], [ContentPart.FromText("Hi"), ContentPart.FromImage("http://u")]).Should().BeTrue();
        Equal([ContentPart.FromText("Hi")], [ContentPart.FromText("Ho")]).Should().BeFalse();
        Equal([ContentPart.FromText("a"), ContentPart.FromText("b")], [ContentPart.FromText("b"), ContentPart.FromText("a")]).Should().BeFalse();
        Equal("Hi", [ContentPart.FromText("Hi")]).Should().BeFalse("their JSON differs");
        Equal([], []).Should().BeTrue();
        ChatContent.FromString("Hi").Equals(null).Should().BeFalse();
        ChatContent.FromString("Hi").Equals((object)"Hi").Should().BeFalse();
    }

    [Test]
    public void Content_is_not_affected_by_later_changes_to_the_array_of_parts_it_was_created_from()
    {
        ContentPart[] parts = [ContentPart.FromText("Hi")];
        var content = ChatContent.FromParts(parts);

        parts[0] = ContentPart.FromText("Ho");

        content.Text.Should().Be("Hi");
    }

    [Test]
    public void Messages_with_equal_content_are_equal()
    {
        var one = ChatMessage.User([ContentPart.FromText("Hi")]);
        var other = ChatMessage.User([ContentPart.FromText("Hi")]);

        one.Should().Be(other);
        one.GetHashCode().Should().Be(other.GetHashCode());
    }

    [TestCase("\"Hi\"")]
    [TestCase("""[{"type":"text","text":"Hi"}]""")]
    [TestCase("[]")]
    public void Content_is_written_in_its_original_form(string content)
    {
        var json = $$"""{"content":{{content}}}""";

        WireJson.RoundTrip<ChatMessage>(json).GetRawText().Should().Be(json);
    }

    [Test]
    public void Factory_methods_of_ChatMessage_set_the_role_and_the_content()
    {
        JsonElement[] messages =
        [
            WireJson.Write(ChatMessage.System("s")),
            WireJson.Write(ChatMessage.Developer("d")),
            WireJson.Write(ChatMessage.User("u")),
            WireJson.Write(ChatMessage.Assistant("a")),
            WireJson.Write(ChatMessage.Tool("c", "t")),
        ];

        messages.Select(message => message.GetRawText()).Should().Equal(
            """{"role":"system","content":"s"}""",
            """{"role":"developer","content":"d"}""",
            """{"role":"user","content":"u"}""",
            """{"role":"assistant","content":"a"}""",
            """{"role":"tool","content":"t","tool_call_id":"c"}""");
    }

    private static bool Equal(ChatContent one, ChatContent other)
    {
        var areEqual = one.Equals(other);
        other.Equals((object)one).Should().Be(areEqual);
        (one.GetHashCode() == other.GetHashCode() || !areEqual).Should().BeTrue("equal content must have the same hash code");
        return areEqual;
    }
}
