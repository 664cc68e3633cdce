using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Properties;

/// <summary>Tests that incomplete JSON can be completed at every position.</summary>
[TestFixture]
public sealed class PartialJsonProperties
{
    [Test]
    public void Every_prefix_of_an_object_can_be_completed() => Holds.For(Values.Document, document =>
    {
        var json = document.ToJsonString();
        var prefix = new JsonPrefix(skipsWords: false);
        foreach (var character in json)
        {
            prefix.Add(character.ToString());

            JsonNode.Parse(prefix.Close(prefix.IsInText)).Should().BeOfType<JsonObject>();
            JsonNode.Parse(prefix.Close(withText: false)).Should().BeOfType<JsonObject>();
        }

        prefix.IsWhole.Should().BeTrue();
        prefix.Close(prefix.IsInText).Should().Be(json);
        return Task.CompletedTask;
    });
}
