using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>Makes JSON of the values of a program: of the basic types, and of lists and dictionaries of them. By hand, because the serializer needs reflection.</summary>
internal static class FieldValue
{
    /// <summary>Gets the JSON of a value.</summary>
    /// <exception cref="ArgumentException">It is of a type that is not known here.</exception>
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
        _ => throw new ArgumentException($"A value of type {value.GetType()} cannot be written here. Serialize it with JsonSerializer.SerializeToNode(value, MyContext.Default.{value.GetType().Name}).", parameter),
    };

    /// <summary>Gets the JSON object of named values.</summary>
    /// <exception cref="ArgumentException">One is of a type that is not known here.</exception>
    public static JsonObject OfMembers<T>(IEnumerable<KeyValuePair<string, T>> members, string parameter)
    {
        JsonObject json = [];
        foreach (var (name, value) in members)
        {
            json[name] = Of(value, parameter);
        }

        return json;
    }

    /// <summary>Gets the JSON array of values.</summary>
    /// <exception cref="ArgumentException">One is of a type that is not known here.</exception>
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
