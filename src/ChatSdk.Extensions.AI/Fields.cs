using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Converts between the <c>ExtraFields</c> of this library's records and the <c>AdditionalProperties</c> of Microsoft's types.</summary>
internal static class Fields
{
    /// <summary>The name of the property that <see cref="Strict"/> reads.</summary>
    public const string StrictName = "strict";

    // Microsoft's default options indent the JSON, and whitespace is billed as tokens.
    private static readonly JsonSerializerOptions _json = Compact();

    /// <summary>Returns the extra fields of a record as additional properties; <see langword="null"/> if there are none.</summary>
    public static AdditionalPropertiesDictionary? ToProperties(IReadOnlyDictionary<string, JsonElement> fields)
    {
        if (fields.Count == 0)
        {
            return null;
        }

        AdditionalPropertiesDictionary properties = [];
        foreach (var (name, value) in fields)
        {
            properties[name] = value;
        }

        return properties;
    }

    /// <summary>
    /// Returns the record with extra fields for the additional properties whose values are JSON, so that fields received from the
    /// server are sent back. Properties with other values, which the program added for its own use, and those with excluded names are not sent.
    /// </summary>
    public static T With<T>(T record, AdditionalPropertiesDictionary? properties, params ReadOnlySpan<string> except)
        where T : WireRecord
    {
        List<KeyValuePair<string, JsonElement>> fields = [];
        foreach (var (name, value) in properties ?? [])
        {
            if (!except.Contains(name) && value is (JsonElement or JsonNode))
            {
                fields.Add(KeyValuePair.Create(name, value is JsonElement json ? json : Parse((JsonNode)value)));
            }
        }

        return With(record, fields);
    }

    /// <summary>Returns a copy of the record with additional fields. All fields are added at once, because every copy of a record also copies its existing fields.</summary>
    public static T With<T>(T record, IEnumerable<KeyValuePair<string, JsonElement>> fields)
        where T : WireRecord
    {
        Dictionary<string, JsonElement> all = new(record.ExtraFields, StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        if (all.Count == 0)
        {
            return record;
        }

        WireRecord copy = record with { ExtraFields = all };
        return (T)copy;
    }

    /// <summary>Converts a <see cref="JsonNode"/> to a <see cref="JsonElement"/>.</summary>
    public static JsonElement Parse(JsonNode? node)
    {
        using var document = JsonDocument.Parse(node?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    /// <summary>Converts a caller's value to JSON.</summary>
    /// <exception cref="NotSupportedException">No serializer metadata exists for the type of the value.</exception>
    public static JsonElement Json(object? value, string member, Type? type = null)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, _json.GetTypeInfo(type ?? value?.GetType() ?? typeof(object)));
        }
        catch (NotSupportedException exception)
        {
            throw new NotSupportedException($"{member} is a {value?.GetType()}, which cannot be written as JSON. Pass a JsonElement instead.", exception);
        }
    }

    /// <summary>Returns the value of a property if it is a string or a JSON string; otherwise, <see langword="null"/>.</summary>
    public static string? Text(AdditionalPropertiesDictionary? properties, string name) => properties?.GetValueOrDefault(name) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        _ => null,
    };

    /// <summary>Returns the <c>strict</c> setting, which has the same name in Microsoft's own clients; <see langword="null"/> if it is not set to a Boolean.</summary>
    public static bool? Strict(IReadOnlyDictionary<string, object?>? properties) => properties?.GetValueOrDefault(StrictName) switch
    {
        bool isStrict => isStrict,
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    private static JsonSerializerOptions Compact()
    {
        JsonSerializerOptions options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
        options.MakeReadOnly();
        return options;
    }
}
