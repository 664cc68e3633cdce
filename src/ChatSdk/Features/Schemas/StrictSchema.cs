using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// Converts a schema to the strict form, which a server can enforce: all members are required, additional members are not
/// allowed, and only some keywords are supported.
/// </summary>
/// <remarks>See <see href="https://platform.openai.com/docs/guides/structured-outputs#supported-schemas">the description of the supported schemas</see>.</remarks>
internal static class StrictSchema
{
    // "time" is missing because it requires an offset, which the serializer cannot read into a TimeOnly.
    private static readonly HashSet<string> _formats = ["date-time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];

    /// <summary>Converts the schema in place.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="path">The path of the schema, for exception messages.</param>
    /// <exception cref="ArgumentException">The schema cannot be expressed in the strict form.</exception>
    public static void Apply(JsonObject schema, string path)
    {
        if (schema["$ref"] is { } reference)
        {
            KeepReference(schema, reference);
            return;
        }

        Narrow(schema);
        if (schema["anyOf"] is JsonArray)
        {
            MoveIntoBranches(schema);
        }

        ApplyToChildren(schema, path);
        if (!schema.ContainsKey("anyOf") && !schema.ContainsKey("type"))
        {
            NameType(schema, path);
        }

        if (HasType(schema, "object"))
        {
            Close(schema, path);
        }
    }

    // A reference must not have siblings, so it is wrapped if it has a description.
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

    private static void Narrow(JsonObject schema)
    {
        schema.Remove("default");
        schema.Remove("minLength");
        schema.Remove("maxLength");
        if ((string?)schema["format"] is { } format && !_formats.Contains(format))
        {
            schema.Remove("format");
        }
    }

    private static void ApplyToChildren(JsonObject schema, string path)
    {
        foreach (var (name, member) in Members(schema, "properties").Concat(Members(schema, "$defs")))
        {
            Apply(member, $"{path}.{name}");
        }

        foreach (var branch in (schema["anyOf"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Apply(branch, path);
        }

        if (HasType(schema, "array"))
        {
            Apply(schema["items"] as JsonObject ?? throw Impossible(path, "a list of items of any type"), $"{path}[]");
        }
    }

    private static IEnumerable<(string Name, JsonObject Schema)> Members(JsonObject schema, string keyword) =>
        (schema[keyword] as JsonObject ?? []).Where(member => member.Value is JsonObject).Select(member => (member.Key, (JsonObject)member.Value!));

    private static void NameType(JsonObject schema, string path)
    {
        if ((schema["const"] ?? (schema["enum"] as JsonArray)?.FirstOrDefault()) is not { } value)
        {
            throw Impossible(path, "a value of any type");
        }

        schema.Insert(0, "type", value.GetValueKind() == System.Text.Json.JsonValueKind.Number ? "number" : "string");
    }

    private static void Close(JsonObject schema, string path)
    {
        if (schema["additionalProperties"] is JsonObject)
        {
            throw Impossible(path, "a dictionary");
        }

        var members = schema["properties"] as JsonObject ?? [];
        schema["required"] = new JsonArray([.. members.Select(member => JsonValue.Create(member.Key))]);
        schema["additionalProperties"] = false;
    }

    // In the schema of a type with derived types, the common members are next to the branches. The strict form needs them in each branch.
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

    private static ArgumentException Impossible(string path, string what) =>
        WrongArgument.Because($"{path} is {what}, which a strict schema cannot describe. Use a type with named members, or Strict = false.", "strict");
}
