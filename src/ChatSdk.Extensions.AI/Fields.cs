using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Fields that one side has no property for: <c>ExtraFields</c> of the records here, <c>AdditionalProperties</c> there.</summary>
internal static class Fields
{
    /// <summary>The name of the property that <see cref="Strict"/> reads.</summary>
    public const string StrictName = "strict";

    // Microsoft's own options indent, and every blank is paid for.
    private static readonly JsonSerializerOptions _json = Compact();

    /// <summary>Gives the fields of a record as properties; <see langword="null"/> if there are none.</summary>
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
    /// Gives the record with those properties of a message or a content that are JSON: what a server sent goes back, while
    /// what the program noted for itself stays with it.
    /// </summary>
    public static T With<T>(T record, AdditionalPropertiesDictionary? properties, string? except = null)
        where T : WireRecord
    {
        foreach (var (name, value) in properties ?? [])
        {
            record = value switch
            {
                _ when name == except => record,
                JsonElement json => record.WithField(name, json),
                JsonNode json => record.WithField(name, json),
                _ => record,
            };
        }

        return record;
    }

    /// <summary>Gives a value of the program's as JSON.</summary>
    /// <exception cref="NotSupportedException">Nothing is known that could write it.</exception>
    public static JsonElement Json(object? value, string member, Type? type = null)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, _json.GetTypeInfo(type ?? value?.GetType() ?? typeof(object)));
        }
        catch (NotSupportedException exception)
        {
            throw new NotSupportedException($"{member} is a {value?.GetType()}, which cannot be written as JSON. Give a JsonElement instead.", exception);
        }
    }

    /// <summary>Gives a property that is a text, also after it was kept as JSON.</summary>
    public static string? Text(AdditionalPropertiesDictionary? properties, string name) => properties?.GetValueOrDefault(name) switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        _ => null,
    };

    /// <summary>Gives the wish for the strict form, which Microsoft's own clients take from here, too; <see langword="null"/> if there is none.</summary>
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
