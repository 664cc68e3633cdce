using System.Text.Json;

namespace ChatSdk.Tests.Properties;

/// <summary>What is written and read again is what it was.</summary>
[TestFixture]
public sealed class RoundTripProperties
{
    private static IEnumerable<TestCaseData> Types => typeof(WireRecord).Assembly.GetTypes()
        .Where(type => type.IsSealed && type.IsAssignableTo(typeof(WireRecord)) && !type.IsAssignableTo(typeof(ContentPart)))
        .Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    [TestCaseSource(nameof(Types))]
    public void Record_that_is_written_and_read_is_equal(Type type) => Holds.For(Records.Of(type), record =>
    {
        var json = JsonSerializer.Serialize(record, type);

        var read = JsonSerializer.Deserialize(json, type)!;

        read.Equals(record).Should().BeTrue("this is equal by value: {0}", json);
        read.GetHashCode().Should().Be(record.GetHashCode());
        JsonSerializer.Serialize(read, type).Should().Be(json);
        return Task.CompletedTask;
    });
}
