using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Creates the JSON schema of a type from its serialization metadata and its <see cref="DescriptionAttribute"/> values.</summary>
internal static class TypeSchema
{
    private static readonly JsonSchemaExporterOptions _options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    public static JsonObject Of(JsonTypeInfo type) => AsObject(type.GetJsonSchemaAsNode(_options));

    /// <summary>Sets the description of the schema, unless the given one is empty or <see langword="null"/>.</summary>
    public static void Describe(JsonObject schema, string? description)
    {
        if (!string.IsNullOrEmpty(description))
        {
            schema.Remove("description");
            schema.Insert(0, "description", description);
        }
    }

    public static string? DescriptionOf(ICustomAttributeProvider? place) =>
        place?.GetCustomAttributes(typeof(DescriptionAttribute), inherit: true) is [DescriptionAttribute { Description: var words }, ..] ? words : null;

    // The schema "true" allows any value, and so does an empty object.
    private static JsonObject AsObject(JsonNode schema) => schema as JsonObject ?? [];

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = AsObject(node);
        if (context.TypeInfo.PolymorphismOptions is { DerivedTypes.Count: > 0 } && context.BaseTypeInfo is null && !schema.ContainsKey("anyOf") && !schema.ContainsKey("$ref"))
        {
            throw WrongArgument.Because($"{TypeName.Of(context.TypeInfo.Type)} has derived types but no members, so the derived types would be missing from the schema. Make it abstract.", "type");
        }

        schema.Remove("$comment");
        AddTypeOfEnum(schema);
        RequirePlainNumber(schema);
        Describe(schema, DescriptionOf(context.PropertyInfo?.AttributeProvider)
            ?? DescriptionOf(context.PropertyInfo?.AssociatedParameter?.AttributeProvider)
            ?? (schema.ContainsKey("$ref") ? null : DescriptionOf(context.TypeInfo.Type)));
        return schema;
    }

    private static void AddTypeOfEnum(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values && !schema.ContainsKey("type") && values.All(value => value is null || value.GetValueKind() == System.Text.Json.JsonValueKind.String))
        {
            schema.Insert(0, "type", values.Contains(null) ? new JsonArray("string", "null") : "string");
        }
    }

    // Even if the serializer also reads numbers from strings, the schema allows only numbers.
    private static void RequirePlainNumber(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && schema.ContainsKey("pattern") && types.Any(IsNumber))
        {
            schema.Remove("pattern");
            schema["type"] = types.Count == 2 ? types.First(IsNumber)!.DeepClone() : new JsonArray([.. types.Where(type => (string?)type != "string").Select(type => type!.DeepClone())]);
        }
    }

    private static bool IsNumber(JsonNode? type) => (string?)type is "integer" or "number";
}
