using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Lets an answer of a type arrive in pieces, and watches it grow.</summary>
internal static class Growth
{
    /// <summary>Gives what the value is after each piece that changes it, as JSON.</summary>
    public static List<JsonNode> Of<T>(JsonTypeInfo<T> type, IEnumerable<string> pieces, bool skipsWords = false)
    {
        var reader = new SnapshotReader<T>(TypedAnswer<T>.Of(type), skipsWords);
        List<JsonNode> values = [];
        foreach (var piece in pieces)
        {
            if (reader.TryAdd(piece, out var value))
            {
                values.Add(JsonSerializer.SerializeToNode(value, type)!);
            }
        }

        return values;
    }

    /// <summary>Tells whether a value can grow into another: texts and lists get longer, and what was not there yet may come.</summary>
    public static bool CanBecome(JsonNode? early, JsonNode? late) => (early, late) switch
    {
        (null, _) => true,
        (JsonObject one, JsonObject other) => one.All(member => CanBecome(member.Value, other[member.Key])),
        (JsonArray one, JsonArray other) => one.Count <= other.Count && one.Zip(other).All(pair => CanBecome(pair.First, pair.Second)),
        (JsonValue, JsonValue) when early.GetValueKind() == JsonValueKind.String => late.GetValueKind() == JsonValueKind.String && late.GetValue<string>().StartsWith(early.GetValue<string>(), StringComparison.Ordinal),
        _ => JsonNode.DeepEquals(early, late) || early.ToJsonString() is "0" or "false",
    };

    public static IEnumerable<string> Characters(string text) => text.Select(character => character.ToString());
}
