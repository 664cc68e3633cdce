using System.Text.Json;

namespace ChatSdk.Tests.Properties;

/// <summary>Tests that a deserialized record equals the original.</summary>
[TestFixture]
public sealed class RoundTripProperties
{
    private static IEnumerable<TestCaseData> Types => typeof(WireRecord).Assembly.GetTypes()
        .Where(type => type.IsSealed && type.IsAssignableTo(typeof(WireRecord)) && !type.IsAssignableTo(typeof(ContentPart)))
        .Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    [TestCaseSource(nameof(Types))]
    public void Deserialized_record_equals_the_original(Type type) => Holds.For(Records.Of(type), record =>
    {
        var json = JsonSerializer.Serialize(record, type);

        var read = JsonSerializer.Deserialize(json, type)!;

        read.Equals(record).Should().BeTrue("records have value equality: {0}", json);
        read.GetHashCode().Should().Be(record.GetHashCode());
        JsonSerializer.Serialize(read, type).Should().Be(json);
        return Task.CompletedTask;
    });
}
