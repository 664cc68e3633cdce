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

    [Test]
    public void Member_of_a_part_that_comes_last_counts() =>
        WireJson.RoundTrip<ChatMessage>("""{"content":[{"type":"image_url","type":"text","text":"a","text":"b","x":1,"x":2}]}""")
            .GetRawText().Should().Be("""{"content":[{"type":"text","text":"b","x":2}]}""");

    [Test]
    public void Member_of_a_map_that_comes_last_counts() =>
        WireJson.Read<ChatCompletionRequest>("""{"metadata":{"a":"1","a":"2"}}""").Metadata!.Items.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "2" });

    [Test]
    public void Names_are_told_apart_by_case()
    {
        var call = WireJson.Read<ChatToolCall>("""{"id":"a","ID":"b"}""");

        call.Id.Should().Be("a");
        call.ExtraFields["ID"].ValueKind.Should().Be(JsonValueKind.String);
    }
}
