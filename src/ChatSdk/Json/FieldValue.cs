using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>Converts values to JSON: strings, numbers, Booleans, JSON nodes and elements, the records of this library, and lists and dictionaries of these values. The serializer is not used, because it would need reflection.</summary>
internal static class FieldValue
{
    /// <summary>Returns the JSON for a value.</summary>
    /// <exception cref="ArgumentException">The type of the value is not supported.</exception>
    public static JsonNode? Of(object? value, string parameter) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        WireRecord record => JsonNode.Parse(WireBytes.Of(record)),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int or long or short or sbyte or byte or ushort or uint => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        ulong number => JsonValue.Create(number),
        float number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        IDictionary entries => OfEntries(entries, parameter),
        IEnumerable items => OfItems(items, parameter),
        _ => throw new ArgumentException($"A value of type {value.GetType()} is not supported. Serialize it with JsonSerializer.SerializeToNode(value, MyContext.Default.{value.GetType().Name}).", parameter),
    };

    /// <summary>Returns the JSON object for named values.</summary>
    /// <exception cref="ArgumentException">The type of a value is not supported.</exception>
    public static JsonObject OfMembers<T>(IEnumerable<KeyValuePair<string, T>> members, string parameter)
    {
        JsonObject json = [];
        foreach (var (name, value) in members)
        {
            json[name] = Of(value, parameter);
        }

        return json;
    }

    /// <summary>Returns the JSON array for values.</summary>
    /// <exception cref="ArgumentException">The type of a value is not supported.</exception>
    public static JsonArray OfItems(IEnumerable items, string parameter)
    {
        JsonArray json = [];
        foreach (var item in items)
        {
            json.Add(Of(item, parameter));
        }

        return json;
    }

    private static JsonObject OfEntries(IDictionary entries, string parameter)
    {
        JsonObject json = [];
        foreach (DictionaryEntry entry in entries)
        {
            json[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = Of(entry.Value, parameter);
        }

        return json;
    }
}
