using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Properties;

/// <summary>Incomplete JSON can be closed to complete JSON at every position.</summary>
[TestFixture]
public sealed class GrowingJsonProperties
{
    [Test]
    public void Every_prefix_of_an_object_can_be_closed() => Holds.For(Values.Document, document =>
    {
        var json = document.ToJsonString();
        var growing = new JsonPrefix(skipsWords: false);
        foreach (var character in json)
        {
            growing.Add(character.ToString());

            JsonNode.Parse(growing.Close(growing.IsInText)).Should().BeOfType<JsonObject>();
            JsonNode.Parse(growing.Close(withText: false)).Should().BeOfType<JsonObject>();
        }

        growing.IsWhole.Should().BeTrue();
        growing.Close(growing.IsInText).Should().Be(json);
        return Task.CompletedTask;
    });
}
