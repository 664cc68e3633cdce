using System.Text.Json;

namespace ChatSdk.Tests.Properties;

/// <summary>Tests that a record equals itself after it was written and read.</summary>
[TestFixture]
public sealed class RoundTripProperties
{
    private static IEnumerable<TestCaseData> Types => typeof(WireRecord).Assembly.GetTypes()
        .Where(type => type.IsSealed && type.IsAssignableTo(typeof(WireRecord)) && !type.IsAssignableTo(typeof(ContentPart)))
        .Select(type => new TestCaseData(type).SetArgDisplayNames(type.Name));

    [TestCaseSource(nameof(Types))]
    public void Record_is_equal_after_it_was_written_and_read(Type type) => Holds.For(Records.Of(type), record =>
    {
        var json = JsonSerializer.Serialize(record, type);

        var read = JsonSerializer.Deserialize(json, type)!;

        read.Equals(record).Should().BeTrue("records have value equality: {0}", json);
        read.GetHashCode().Should().Be(record.GetHashCode());
        JsonSerializer.Serialize(read, type).Should().Be(json);
        return Task.CompletedTask;
    });
}
