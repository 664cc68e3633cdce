using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// Converts a schema to the strict form, which a server can enforce: all members are required, additional members are not
/// allowed, and only some keywords are supported.
/// </summary>
/// <remarks>See <see href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">the description of the supported schemas</see>.</remarks>
internal static class StrictSchema
{
    private static readonly HashSet<string> _keywords =
    [
        "$defs", "$ref", "additionalProperties", "anyOf", "const", "description", "enum", "exclusiveMaximum", "exclusiveMinimum", "format", "items",
        "maxItems", "maximum", "minItems", "minimum", "multipleOf", "pattern", "properties", "required", "title", "type",
    ];

    // "time" is missing because it requires an offset, which the serializer cannot read into a TimeOnly.
    private static readonly HashSet<string> _formats = ["date-time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];

    /// <summary>Returns the strict form of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The name of the schema, for exception messages.</param>
    /// <exception cref="ArgumentException">The schema cannot be expressed in the strict form, or has a reference to a schema outside of itself.</exception>
    public static JsonElement Of(JsonElement schema, string name)
    {
        var root = JsonNode.Parse(schema.GetRawText()) as JsonObject ?? throw AnyType(name);
        JsonObject definitions = [];
        SchemaReferences.Move(root, definitions, keepsRoot: true);
        root.Remove("$defs");
        if ((string?)root["$ref"] is ['#', '/', ..] pointer)
        {
            // The root must be an object schema itself, not a reference to one.
            root = (JsonObject)definitions[pointer["#/$defs/".Length..]]!.DeepClone();
        }

        if (definitions.Count > 0)
        {
            root["$defs"] = definitions;
        }

        Apply(root, name);
        return FieldBag.ElementOf(root);
    }

    /// <summary>Converts a schema in place. All its references must point to its <c>$defs</c>.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="path">The path of the schema, for exception messages.</param>
    /// <exception cref="ArgumentException">The schema cannot be expressed in the strict form.</exception>
    public static void Apply(JsonObject schema, string path)
    {
        Combine(schema, path);
        if (schema["$ref"] is { } reference)
        {
            KeepReference(schema, reference);
            return;
        }

        RemoveUnsupported(schema);
        if (schema["anyOf"] is JsonArray)
        {
            MoveIntoBranches(schema);
        }
        else if (!schema.ContainsKey("type"))
        {
            AddType(schema, path);
        }

        ApplyToChildren(schema, path);
        if (HasType(schema, "object"))
        {
            RequireAllMembers(schema, path);
        }
    }

    // anyOf is the only supported keyword that combines schemas.
    private static void Combine(JsonObject schema, string path)
    {
        if (schema["allOf"] is JsonArray { Count: > 0 } all)
        {
            var only = all is [JsonObject one] ? one : throw Impossible(path, "a combination of several schemas");
            schema.Remove("allOf");
            foreach (var (keyword, value) in only.ToList())
            {
                only.Remove(keyword);
                schema.TryAdd(keyword, value);
            }
        }

        if (schema["oneOf"] is { } branches && schema.Remove("oneOf"))
        {
            schema.TryAdd("anyOf", branches);
        }

        // If the schema has properties, branches without properties of their own are only conditions, which can be left out.
        if (schema.ContainsKey("properties") && schema["anyOf"] is JsonArray conditions)
        {
            schema.Remove("anyOf");
            if (conditions.OfType<JsonObject>().Any(branch => branch.ContainsKey("properties") || branch.ContainsKey("$ref")))
            {
                throw Impossible(path, "a combination of several schemas");
            }
        }
    }

    // A reference must not have siblings, so it is wrapped in anyOf if the schema also has a description.
    private static void KeepReference(JsonObject schema, JsonNode reference)
    {
        var description = schema["description"];
        schema.Clear();
        if (description is null)
        {
            schema["$ref"] = reference;
            return;
        }

        schema["description"] = description;
        schema["anyOf"] = new JsonArray(new JsonObject { ["$ref"] = reference });
    }

    private static void RemoveUnsupported(JsonObject schema)
    {
        foreach (var (keyword, _) in schema.Where(member => !_keywords.Contains(member.Key)).ToList())
        {
            schema.Remove(keyword);
        }

        if ((string?)schema["format"] is { } format && !_formats.Contains(format))
        {
            schema.Remove("format");
        }
    }

    private static void ApplyToChildren(JsonObject schema, string path)
    {
        foreach (var (name, member) in Members(schema, "properties").Concat(Members(schema, "$defs")).ToList())
        {
            Apply(AsObject(member, $"{path}.{name}"), $"{path}.{name}");
        }

        foreach (var branch in schema["anyOf"] as JsonArray ?? [])
        {
            Apply(AsObject(branch, path), path);
        }

        if (HasType(schema, "array"))
        {
            Apply(schema["items"] as JsonObject ?? throw Impossible(path, "a list of items of any type"), $"{path}[]");
        }
    }

    private static JsonObject Members(JsonObject schema, string keyword) => schema[keyword] as JsonObject ?? [];

    // The schema "true" allows any value.
    private static JsonObject AsObject(JsonNode? schema, string path) => schema as JsonObject ?? throw AnyType(path);

    private static void AddType(JsonObject schema, string path)
    {
        List<string> types = schema.ContainsKey("properties") ? ["object"]
            : schema.ContainsKey("items") ? ["array"]
            : [.. Values(schema).Select(TypeOf).Distinct(StringComparer.Ordinal)];
        JsonNode type = types switch
        {
            [] => throw AnyType(path),
            [var only] => only,
            _ => new JsonArray([.. types.Select(one => JsonValue.Create(one))]),
        };
        schema.Insert(0, "type", type);
    }

    private static IEnumerable<JsonNode?> Values(JsonObject schema) => schema.TryGetPropertyValue("const", out var value) ? new[] { value } : schema["enum"] as JsonArray ?? [];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };

    private static void RequireAllMembers(JsonObject schema, string path)
    {
        var members = Members(schema, "properties");
        var others = schema["additionalProperties"];
        if (others is JsonObject { Count: > 0 } || (members.Count == 0 && (others is JsonObject || others?.GetValueKind() == JsonValueKind.True)))
        {
            throw Impossible(path, "a dictionary");
        }

        if (members.Parent is null)
        {
            schema["properties"] = members;
        }

        schema["additionalProperties"] = false;
        schema["required"] = new JsonArray([.. members.Select(member => JsonValue.Create(member.Key))]);
    }

    // In the schema of a type with derived types, "type" and "required" are next to the branches. In the strict form, each branch has its own.
    private static void MoveIntoBranches(JsonObject schema)
    {
        var branches = (JsonArray)schema["anyOf"]!;
        var isObject = HasType(schema, "object");
        if (HasType(schema, "null"))
        {
            branches.Add((JsonNode)new JsonObject { ["type"] = "null" });
        }

        foreach (var branch in branches.OfType<JsonObject>().Where(branch => isObject && !branch.ContainsKey("type") && !branch.ContainsKey("$ref")))
        {
            branch.Insert(0, "type", "object");
        }

        schema.Remove("type");
        schema.Remove("required");
    }

    private static bool HasType(JsonObject schema, string type) => schema["type"] switch
    {
        JsonArray types => types.Any(one => (string?)one == type),
        JsonValue one => (string?)one == type,
        _ => false,
    };

    private static ArgumentException AnyType(string path) => Impossible(path, "a value of any type");

    private static ArgumentException Impossible(string path, string what) =>
        WrongArgument.Because($"{path} is {what}, which a strict schema cannot describe. Use a type with named members, or Strict = false.", "strict");
}
