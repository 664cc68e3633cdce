using System.Reflection;
using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that <c>UsageTotal</c> adds every token count of <see cref="ChatUsage"/>, and that every vendor-specific count is returned by a public property. A test fails if a new count is forgotten.</summary>
[TestFixture]
public sealed class UsageTableTests
{
    private static IEnumerable<WirePath> Counts => WirePath.In(typeof(ChatUsage)).Where(path => !path.IsUnknown);

    private static IEnumerable<string> VendorSpecificNames => SampleValues.WireProperties(typeof(ChatUsage))
        .Where(property => !property.GetMethod!.IsPublic)
        .Select(SampleValues.WireName);

    private static IEnumerable<PropertyInfo> UnifyingProperties => typeof(ChatUsage).GetProperties().Where(property => property.PropertyType == typeof(long?) && !property.CanWrite);

    [TestCaseSource(nameof(Counts))]
    public void Count_in_each_of_two_usage_records_is_added_once_to_the_total(WirePath count)
    {
        var usage = Read(count, 7);

        var total = UsageTotal.Add(usage, usage)!;

        var isTotal = count.ToString() == "total_tokens";
        CountsOf(WireJson.Write(total)).Where(path => isTotal || path.Name != "total_tokens").Select(path => path.Count).Should().Equal(14);
    }

    [TestCaseSource(nameof(Counts))]
    public void Count_in_only_one_of_two_usage_records_is_added_once_to_the_total(WirePath count)
    {
        var (usage, none) = (Read(count, 7), WireJson.Read<ChatUsage>("""{"x":1}"""));

        foreach (var total in new[] { UsageTotal.Add(usage, none)!, UsageTotal.Add(none, usage)! })
        {
            var isTotal = count.ToString() == "total_tokens";
            CountsOf(WireJson.Write(total)).Where(path => isTotal || path.Name != "total_tokens").Select(path => path.Count).Should().Equal(7);
        }
    }

    [TestCaseSource(nameof(VendorSpecificNames))]
    public void Count_with_a_vendor_specific_name_has_a_public_property(string name)
    {
        var usage = WireJson.Read<ChatUsage>($$"""{"{{name}}":7}""");

        UnifyingProperties.Select(property => property.GetValue(usage)).Should().Contain(7L);
        usage.ExtraFields.Should().BeEmpty();
    }

    [Test]
    public void Vendor_specific_names_include_the_known_ones() => VendorSpecificNames.Should().Contain(["num_cached_tokens", "cache_creation_input_tokens", "reasoning_tokens"]);

    [Test]
    public void Counts_with_the_same_meaning_and_different_names_are_added()
    {
        var one = WireJson.Read<ChatUsage>("""{"prompt_tokens":9,"completion_tokens":1,"prompt_cache_hit_tokens":5,"reasoning_tokens":1}""");
        var other = WireJson.Read<ChatUsage>("""{"prompt_tokens":9,"completion_tokens":4,"total_tokens":20,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":3}}""");

        var total = UsageTotal.Add(one, other)!;

        (total.CachedTokens, total.ReasoningTokens, total.TotalTokens).Should().Be((7, 4, 30));
    }

    private static ChatUsage Read(WirePath count, long value) => WireJson.Read<ChatUsage>(count.ToJson(value).ToJsonString());

    private static IEnumerable<(string Name, long Count)> CountsOf(JsonElement usage) => usage.EnumerateObject().SelectMany(member =>
        member.Value.ValueKind == JsonValueKind.Object ? CountsOf(member.Value) : [(member.Name, member.Value.GetInt64())]);
}
