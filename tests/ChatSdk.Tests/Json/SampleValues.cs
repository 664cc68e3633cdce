using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk.Tests.Json;

/// <summary>Provides a sample value for the type of a property, and its JSON, which is written by hand and not by the library.</summary>
internal static class SampleValues
{
    private const string _schema = """{"type":"object","list":[1,"two",null]}""";

    /// <summary>Lists the properties that are serialized, including those that are not public.</summary>
    public static IEnumerable<PropertyInfo> WireProperties(Type record) =>
        record.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is not null);

    public static string WireName(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyNameAttribute>()!.Name;

    /// <summary>Lists a JSON object for each property of the record, except the properties named in <paramref name="excluded"/>. Each object contains only one property.</summary>
    public static IEnumerable<string> RecordsOf<T>(params string[] excluded) => WireProperties(typeof(T))
        .Where(property => !excluded.Contains(WireName(property)))
        .Select(property => new JsonObject { [WireName(property)] = Of(property.PropertyType).Json }.ToJsonString());

    public static (object Value, JsonNode Json) Of(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(string) => ("words", "words"),
            _ when type == typeof(int) => (7, 7),
            _ when type == typeof(byte) => ((byte)7, 7),
            _ when type == typeof(long) => (7228414683750928000, 7228414683750928000),
            _ when type == typeof(double) => (0.2, 0.2),
            _ when type == typeof(bool) => (true, true),
            _ when type == typeof(JsonElement) => (JsonElement.Parse(_schema), JsonNode.Parse(_schema)!),
            _ when type == typeof(ChatContent) => (ChatContent.FromString("words"), "words"),
            _ when type == typeof(ReadOnlyMemory<float>) => (new ReadOnlyMemory<float>([0.5f, -1]), new JsonArray(0.5, -1)),
            _ when type == typeof(TextPrompt) => (TextPrompt.FromStrings(["one", "two"]), new JsonArray("one", "two")),
            _ when type == typeof(ToolChoice) => (ToolChoice.LegacyFunction("f"), new JsonObject { ["name"] = "f" }),
            _ when type == typeof(ChatToolset) => Toolset(),
            _ when type == typeof(StopSequences) => (StopSequences.FromStrings(["one", "two"]), new JsonArray("one", "two")),
            _ when type == typeof(ChatMap<double>) => (new ChatMap<double> { ["50256"] = -0.5 }, new JsonObject { ["50256"] = -0.5 }),
            _ when type == typeof(ChatMap<string>) => (new ChatMap<string> { ["key"] = "note" }, new JsonObject { ["key"] = "note" }),
            _ when type.IsGenericType => List(type.GetGenericArguments()[0]),
            _ when type.IsAssignableTo(typeof(WireRecord)) => Record(type),
            _ => (Activator.CreateInstance(type, "later")!, "later"),
        };
    }

    private static (object Value, JsonNode Json) Toolset()
    {
        var (tool, json) = Record(typeof(ChatTool));
        return (ChatToolset.FromTools([(ChatTool)tool]), new JsonArray(json));
    }

    private static (object Value, JsonNode Json) List(Type element)
    {
        var (value, json) = Of(element);
        var array = Array.CreateInstance(element, 1);
        array.SetValue(value, 0);
        return (array, new JsonArray(json));
    }

    /// <summary>Creates a record with its first property set.</summary>
    private static (object Value, JsonNode Json) Record(Type type)
    {
        var property = WireProperties(type).First();
        var (value, json) = Of(property.PropertyType);
        var record = Activator.CreateInstance(type)!;
        property.SetValue(record, value);
        JsonObject written = record is ContentPart { Type: { } kind } ? new() { ["type"] = kind } : [];
        written[WireName(property)] = json;
        return (record, written);
    }
}
