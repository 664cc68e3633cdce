using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace ChatSdk.Tests.Properties;

/// <summary>Generators of strings, JSON values and random sources.</summary>
internal static class Values
{
    private static readonly string[] _fragments =
    [
        "a", "Hello", " ", "7", "é", "語", "😀", "\n", "\r", "\r\n", "\t", "\"", "\\", "\\u0041", "/", "\0", "\u2028", "\uFEFF",
        "data: ", "[DONE]", ": ping", "event: error", "{", "}", "[", "]", "null", "\n\n",
    ];

    private static readonly string[] _json = ["null", "true", "0.5", "-1", "\"x\"", "\"\"", "[]", "{}", """[1,"two",[3]]""", """{"a":{"b":null}}"""];

    /// <summary>Gets strings, including the empty string.</summary>
    public static Gen<string> Text { get; } = Gen.Elements(_fragments).ListOf().Select(string.Concat);

    /// <summary>Gets strings that are not empty.</summary>
    public static Gen<string> Words { get; } = Gen.Elements(_fragments).NonEmptyListOf().Select(string.Concat);

    /// <summary>Gets JSON values of every kind.</summary>
    public static Gen<JsonElement> Json { get; } = Gen.Elements(_json).Select(json => JsonElement.Parse(json));

    /// <summary>Gets objects with nested objects and arrays.</summary>
    public static Gen<JsonObject> Document { get; } = Object(3);

    /// <summary>Gets random sources, which decide how a value is split and formatted.</summary>
    public static Gen<Random> Chance { get; } = Gen.Choose(0, int.MaxValue).Select(seed => new Random(seed));

    private static Gen<JsonObject> Object(int depth) => Text.Zip(Node(depth)).ListOf().Resize(4).Select(members =>
    {
        var json = new JsonObject();
        members.ForEach(member => json[member.Item1] = member.Item2);
        return json;
    });

    private static Gen<JsonNode?> Node(int depth)
    {
        var leaf = Gen.OneOf(Text.Select(text => (JsonNode?)JsonValue.Create(text)), Json.Select(json => JsonNode.Parse(json.GetRawText())));
        return depth == 0 ? leaf : Gen.Frequency(
            (3, leaf),
            (1, Object(depth - 1).Select(json => (JsonNode?)json)),
            (1, Node(depth - 1).ListOf().Resize(4).Select(items => (JsonNode?)new JsonArray([.. items]))));
    }
}
