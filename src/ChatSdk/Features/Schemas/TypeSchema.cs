using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Writes the JSON schema of a type, from what its serializer knows and from <see cref="DescriptionAttribute"/>.</summary>
internal static class TypeSchema
{
    private static readonly JsonSchemaExporterOptions _options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    public static JsonObject Of(JsonTypeInfo type) => AsObject(type.GetJsonSchemaAsNode(_options));

    /// <summary>Puts a description in front of the one that the schema may have.</summary>
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

    // "true" is the schema of anything.
    private static JsonObject AsObject(JsonNode schema) => schema as JsonObject ?? [];

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var schema = AsObject(node);
        if (context.TypeInfo.PolymorphismOptions is { DerivedTypes.Count: > 0 } && context.BaseTypeInfo is null && !schema.ContainsKey("anyOf") && !schema.ContainsKey("$ref"))
        {
            throw WrongArgument.Because($"{TypeName.Of(context.TypeInfo.Type)} has derived types, but no member of its own; make it abstract, so that they come into the schema.", "type");
        }

        schema.Remove("$comment");
        NameTypeOfEnum(schema);
        AskForPlainNumber(schema);
        Describe(schema, DescriptionOf(context.PropertyInfo?.AttributeProvider)
            ?? DescriptionOf(context.PropertyInfo?.AssociatedParameter?.AttributeProvider)
            ?? (schema.ContainsKey("$ref") ? null : DescriptionOf(context.TypeInfo.Type)));
        return schema;
    }

    private static void NameTypeOfEnum(JsonObject schema)
    {
        if (schema["enum"] is JsonArray values && !schema.ContainsKey("type") && values.All(value => value is null || value.GetValueKind() == System.Text.Json.JsonValueKind.String))
        {
            schema.Insert(0, "type", values.Contains(null) ? new JsonArray("string", "null") : "string");
        }
    }

    // A serializer that also reads numbers from strings is no reason to let the model write strings.
    private static void AskForPlainNumber(JsonObject schema)
    {
        if (schema["type"] is JsonArray types && schema.ContainsKey("pattern") && types.Any(IsNumber))
        {
            schema.Remove("pattern");
            schema["type"] = types.Count == 2 ? types.First(IsNumber)!.DeepClone() : new JsonArray([.. types.Where(type => (string?)type != "string").Select(type => type!.DeepClone())]);
        }
    }

    private static bool IsNumber(JsonNode? type) => (string?)type is "integer" or "number";
}
