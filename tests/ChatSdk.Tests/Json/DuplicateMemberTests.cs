using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that the last of two members with the same name wins, as in other JSON readers.</summary>
[TestFixture]
public sealed class DuplicateMemberTests
{
    [TestCase("""{"id":"a","id":"b"}""", "b")]
    [TestCase("""{"id":"a","id":null}""", null)]
    [TestCase("""{"id":"a","\u0069d":"b"}""", "b")]
    [TestCase("""{"id":{"a":1},"id":"b"}""", "b")]
    public void Last_of_two_known_members_wins(string json, string? id)
    {
        var call = WireJson.Read<ChatToolCall>(json);

        call.Id.Should().Be(id);
        WireJson.Write(call).GetRawText().Should().Be(id is null ? "{}" : $$"""{"id":"{{id}}"}""");
    }

    [Test]
    public void Last_of_two_known_members_wins_even_if_its_value_has_the_wrong_type()
    {
        var call = WireJson.Read<ChatToolCall>("""{"id":"a","id":{"b":1}}""");

        call.Id.Should().BeNull();
        WireJson.Write(call).GetRawText().Should().Be("""{"id":{"b":1}}""");
    }

    [Test]
    public void Last_of_two_unknown_members_wins() =>
        WireJson.RoundTrip<ChatToolCall>("""{"x":1,"y":2,"x":3}""").GetRawText().Should().Be("""{"x":3,"y":2}""");

    [TestCase("""{"id":{"a":1},"x":1,"y":2,"x":3}""", """{"id":{"a":1},"x":3,"y":2}""")]
    [TestCase("""{"id":{"a":1},"":1,"\u00e9":2}""", """{"id":{"a":1},"":1,"\u00e9":2}""")]
    [TestCase("""{"x":1,"id":[1],"y":2,"index":[2],"id":[3],"z":4,"index":5}""", """{"index":5,"x":1,"y":2,"id":[3],"z":4}""")]
    public void Unknown_members_and_members_of_the_wrong_type_are_stored_in_order(string json, string expected) =>
        WireJson.RoundTrip<ChatToolCall>(json).GetRawText().Should().Be(JsonSerializer.SerializeToElement(JsonDocument.Parse(expected).RootElement).GetRawText());

    [Test]
    public void Only_members_of_the_wrong_type_are_counted_as_misfits()
    {
        var extra = default(ExtraFieldsBuilder);
        extra.Add("id", 0..4, isMisfit: true);
        for (var number = 0; number < 1000; number++)
        {
            extra.RemoveMisfit($"a{number}");
            extra.Add($"a{number}", 0..4, isMisfit: false);
        }

        extra.MisfitCount.Should().Be(1);
        extra.RemoveMisfit("id");
        extra.MisfitCount.Should().Be(0);
        extra.ToBag("null"u8).Should().HaveCount(1000);
    }

    [Test]
    public void Last_of_two_members_in_a_part_wins() =>
        WireJson.RoundTrip<ChatMessage>("""{"content":[{"type":"image_url","type":"text","text":"a","text":"b","x":1,"x":2}]}""")
            .GetRawText().Should().Be("""{"content":[{"type":"text","text":"b","x":2}]}""");

    [Test]
    public void Last_of_two_members_in_a_map_wins() =>
        WireJson.Read<ChatCompletionRequest>("""{"metadata":{"a":"1","a":"2"}}""").Metadata!.Items.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "2" });

    [Test]
    public void Valid_map_after_a_map_with_an_invalid_value_wins() =>
        WireJson.RoundTrip<ChatCompletionRequest>("""{"model":"m","messages":[],"metadata":{"a":1},"metadata":{"a":"2"}}""")
            .GetProperty("metadata").GetRawText().Should().Be("""{"a":"2"}""");

    [Test]
    public void Names_are_case_sensitive()
    {
        var call = WireJson.Read<ChatToolCall>("""{"id":"a","ID":"b"}""");

        call.Id.Should().Be("a");
        call.ExtraFields["ID"].ValueKind.Should().Be(JsonValueKind.String);
    }
}
