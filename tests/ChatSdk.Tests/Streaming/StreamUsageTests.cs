using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests usage that is reported several times in a stream: as a running total, in parts, or as zeros.</summary>
[TestFixture]
public sealed class StreamUsageTests
{
    private static IEnumerable<WirePath> Members => WirePath.In(typeof(ChatUsage));

    private static IEnumerable<WirePath> Counts => Members.Where(member => !member.IsUnknown);

    [TestCaseSource(nameof(Members))]
    public void Value_missing_from_the_later_usage_is_preserved(WirePath member)
    {
        var other = new JsonObject { [member.ToString() == "prompt_tokens" ? "completion_tokens" : "prompt_tokens"] = 3 };

        var usage = Accumulate(member.ToJson(), member.ToEmptyJson(), other);

        JsonAssert.Contains(JsonSerializer.SerializeToElement(member.ToJson()), usage);
        JsonAssert.Contains(JsonSerializer.SerializeToElement(other), usage);
    }

    [TestCaseSource(nameof(Members))]
    public void Later_value_replaces_the_earlier_one(WirePath member)
    {
        var usage = Accumulate(member.ToJson(7), member.ToJson(9));

        JsonAssert.AreEqual(member.ToJson(9).ToJsonString(), usage);
    }

    [TestCaseSource(nameof(Counts))]
    public void Zero_does_not_replace_a_count(WirePath count)
    {
        var usage = Accumulate(count.ToJson(7), count.ToJson(0));

        JsonAssert.AreEqual(count.ToJson(7).ToJsonString(), usage);
    }

    [TestCaseSource(nameof(Counts))]
    public void Zero_is_reported_if_the_count_has_no_other_value(WirePath count)
    {
        var usage = Accumulate(count.ToJson(0), count.ToEmptyJson());

        JsonAssert.AreEqual(count.ToJson(0).ToJsonString(), usage);
    }

    [TestCase("""{"prompt_tokens":10,"completion_tokens":0,"total_tokens":10}""", """{"prompt_tokens":0,"completion_tokens":5,"total_tokens":5}""", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}""")]
    [TestCase("""{"prompt_tokens":10,"completion_tokens":1,"total_tokens":11}""", """{"completion_tokens":5}""", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}""")]
    [TestCase("""{"prompt_tokens":10,"total_tokens":10}""", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":40}""", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":40}""")]
    [TestCase("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":40}""", """{"completion_tokens":6}""", """{"prompt_tokens":10,"completion_tokens":6,"total_tokens":40}""")]
    [TestCase("""{"prompt_tokens":10}""", """{"completion_tokens":5}""", """{"prompt_tokens":10,"completion_tokens":5}""")]
    [TestCase("""{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cost":1}""", """{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,"cost":2}""", """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cost":2}""")]
    public void Total_is_recalculated_only_if_it_was_the_sum_of_the_counts(string earlier, string later, string expected) =>
        JsonAssert.AreEqual(expected, Accumulate(JsonNode.Parse(earlier)!.AsObject(), JsonNode.Parse(later)!.AsObject()));

    [Test]
    public void Usage_in_a_choice_is_accumulated_like_the_usage_in_a_chunk()
    {
        var completion = Accumulated.Chunks(
            """{"choices":[{"index":0,"usage":{"prompt_tokens":10}}]}""",
            """{"choices":[{"index":0,"usage":{"prompt_tokens":0,"completion_tokens":5}}]}""");

        JsonAssert.AreEqual("""{"prompt_tokens":10,"completion_tokens":5}""", WireJson.Write(completion.Choices[0].Usage!));
    }

    private static JsonElement Accumulate(params JsonObject[] usages)
    {
        var completion = Accumulated.Chunks(usages.Select(usage => new JsonObject { ["choices"] = new JsonArray(), ["usage"] = usage }.ToJsonString()));
        return WireJson.Write(completion.Usage!);
    }
}
