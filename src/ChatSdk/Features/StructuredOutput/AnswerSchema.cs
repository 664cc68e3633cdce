using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Creates the schema for typed answers. The root is always an object: a type that is not an object becomes the property <c>value</c> of an object.</summary>
internal static class AnswerSchema
{
    public const string Member = "value";

    /// <summary>Creates the schema for the answers that are deserialized as the given type.</summary>
    /// <exception cref="ArgumentException"><paramref name="isStrict"/> is <see langword="true"/>, but the type has no strict schema.</exception>
    public static JsonElement Of(JsonTypeInfo type, bool isStrict)
    {
        var whole = TypeSchema.Of(type);
        JsonObject definitions = [];
        var isObject = IsObject(whole);
        var schema = SchemaReferences.Move(whole, definitions, keepsRoot: isObject);
        var root = isObject ? (JsonObject)schema : new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [Member] = schema },
            ["required"] = new JsonArray(Member),
        };
        if (definitions.Count > 0)
        {
            root["$defs"] = definitions;
        }

        if (isStrict)
        {
            StrictSchema.Apply(root, SchemaName.Of(type.Type));
        }

        return FieldBag.ElementOf(root);
    }

    public static bool IsWrapped(JsonTypeInfo type) => !IsObject(TypeSchema.Of(type));

    private static bool IsObject(JsonObject schema) => schema["type"] is JsonValue type && (string?)type == "object" && !schema.ContainsKey("anyOf");
}
