using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Reads a typed answer in fragments, and collects its snapshots.</summary>
internal static class SnapshotSequence
{
    /// <summary>Returns the value, as JSON, after each fragment that changes it.</summary>
    public static List<JsonNode> Of<T>(JsonTypeInfo<T> type, IEnumerable<string> fragments, bool allowText = false)
    {
        var reader = new SnapshotReader<T>(TypedAnswer<T>.Of(type), allowText);
        List<JsonNode> values = [];
        foreach (var fragment in fragments)
        {
            if (reader.TryAdd(fragment, out var value))
            {
                values.Add(JsonSerializer.SerializeToNode(value, type)!);
            }
        }

        return values;
    }

    /// <summary>Determines whether a later snapshot extends an earlier one: strings and lists may get longer, and a missing value, 0 or <see langword="false"/> may be replaced.</summary>
    public static bool IsExtendedBy(JsonNode? earlier, JsonNode? later) => (earlier, later) switch
    {
        (null, _) => true,
        (JsonObject one, JsonObject other) => one.All(member => IsExtendedBy(member.Value, other[member.Key])),
        (JsonArray one, JsonArray other) => one.Count <= other.Count && one.Zip(other).All(pair => IsExtendedBy(pair.First, pair.Second)),
        (JsonValue, JsonValue) when earlier.GetValueKind() == JsonValueKind.String => later.GetValueKind() == JsonValueKind.String && later.GetValue<string>().StartsWith(earlier.GetValue<string>(), StringComparison.Ordinal),
        _ => JsonNode.DeepEquals(earlier, later) || earlier.ToJsonString() is "0" or "false",
    };

    public static IEnumerable<string> Characters(string text) => text.Select(character => character.ToString());
}
