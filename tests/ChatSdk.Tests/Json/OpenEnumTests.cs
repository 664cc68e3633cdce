using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that an extensible enum is serialized as a plain string.</summary>
[TestFixture]
public sealed class OpenEnumTests
{
    [Test]
    public void Value_is_read_and_written_as_a_string()
    {
        JsonSerializer.Deserialize<FinishReason>("\"stop\"").Should().Be(FinishReason.Stop);
        JsonSerializer.Deserialize<FinishReason>("\"later\"").Value.Should().Be("later");
        JsonSerializer.Serialize(FinishReason.Length).Should().Be("\"length\"");
    }

    [Test]
    public void Null_is_read_as_null() => JsonSerializer.Deserialize<FinishReason?>("null").Should().BeNull();
}
