using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Of two members with one name the last one counts, as in any JSON reader.</summary>
[TestFixture]
public sealed class DuplicateMemberTests
{
    [TestCase("""{"id":"a","id":"b"}""", "b")]
    [TestCase("""{"id":"a","id":null}""", null)]
    [TestCase("""{"id":"a","\u0069d":"b"}""", "b")]
    [TestCase("""{"id":{"a":1},"id":"b"}""", "b")]
    public void Typed_member_that_comes_last_counts(string json, string? id)
    {
        var call = WireJson.Read<ChatToolCall>(json);

        call.Id.Should().Be(id);
        WireJson.Write(call).GetRawText().Should().Be(id is null ? "{}" : $$"""{"id":"{{id}}"}""");
    }

    [Test]
    public void Typed_member_of_another_kind_that_comes_last_counts()
    {
        var call = WireJson.Read<ChatToolCall>("""{"id":"a","id":{"b":1}}""");

        call.Id.Should().BeNull();
        WireJson.Write(call).GetRawText().Should().Be("""{"id":{"b":1}}""");
    }

    [Test]
    public void Unknown_member_that_comes_last_counts() =>
        WireJson.RoundTrip<ChatToolCall>("""{"x":1,"y":2,"x":3}""").GetRawText().Should().Be("""{"x":3,"y":2}""");

    [TestCase("""{"id":{"a":1},"x":1,"y":2,"x":3}""", """{"id":{"a":1},"x":3,"y":2}""")]
    [TestCase("""{"id":{"a":1},"":1,"\u00e9":2}""", """{"id":{"a":1},"":1,"\u00e9":2}""")]
    [TestCase("""{"x":1,"id":[1],"y":2,"index":[2],"id":[3],"z":4,"index":5}""", """{"index":5,"x":1,"y":2,"id":[3],"z":4}""")]
    public void Unknown_members_are_stored_in_their_order_beside_one_of_another_kind(string json, string expected) =>
        WireJson.RoundTrip<ChatToolCall>(json).GetRawText().Should().Be(JsonSerializer.SerializeToElement(JsonDocument.Parse(expected).RootElement).GetRawText());

    [Test]
    public void Members_that_are_searched_for_an_earlier_value_are_those_of_another_kind_only()
    {
        var extra = default(ExtraFieldsBuilder);
        extra.AddMisfit("id", default);
        for (var number = 0; number < 1000; number++)
        {
            extra.Forget($"a{number}");
            extra.Add($"a{number}", default);
        }

        extra.MisfitCount.Should().Be(1);
        extra.Forget("id");
        extra.MisfitCount.Should().Be(0);
        extra.ToBag().Should().HaveCount(1000);
    }

    [Test]
    public void Member_of_a_part_that_comes_last_counts() =>
        WireJson.RoundTrip<ChatMessage>("""{"content":[{"type":"image_url","type":"text","text":"a","text":"b","x":1,"x":2}]}""")
            .GetRawText().Should().Be("""{"content":[{"type":"text","text":"b","x":2}]}""");

    [Test]
    public void Member_of_a_map_that_comes_last_counts() =>
        WireJson.Read<ChatCompletionRequest>("""{"metadata":{"a":"1","a":"2"}}""").Metadata.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "2" });

    [Test]
    public void Map_that_comes_after_one_of_another_kind_counts() =>
        WireJson.RoundTrip<ChatCompletionRequest>("""{"model":"m","messages":[],"metadata":{"a":1},"metadata":{"a":"2"}}""")
            .GetProperty("metadata").GetRawText().Should().Be("""{"a":"2"}""");

    [Test]
    public void Names_are_told_apart_by_case()
    {
        var call = WireJson.Read<ChatToolCall>("""{"id":"a","ID":"b"}""");

        call.Id.Should().Be("a");
        call.ExtraFields["ID"].ValueKind.Should().Be(JsonValueKind.String);
    }
}
