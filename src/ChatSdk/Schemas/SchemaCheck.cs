using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Checks what a model wrote against the schema that it was given: types, members, lists and fixed values. Keywords beyond
/// those are left to whoever reads the value.
/// </summary>
internal sealed class SchemaCheck(JsonElement root)
{
    // A reference that leads to itself has no end.
    private const int _deepest = 128;

    /// <summary>Tells what does not fit; <see langword="null"/> if all does.</summary>
    public string? Find(JsonElement value) => Find(value, root, "$", 0);

    private string? Find(JsonElement value, JsonElement schema, string path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > _deepest)
        {
            return schema.ValueKind == JsonValueKind.False ? $"{path} is not allowed." : null;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Resolve(reference) is { } target ? Find(value, target, path, depth + 1) : null;
        }

        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True)
        {
            // OpenAPI's way to say it.
            return null;
        }

        return FindType(value, schema, path)
            ?? FindValue(value, schema, path)
            ?? FindBranch(value, schema, path, depth)
            ?? value.ValueKind switch
            {
                JsonValueKind.Object => FindMember(value, schema, path, depth),
                JsonValueKind.Array => FindItem(value, schema, path, depth),
                _ => null,
            };
    }

    private static string? FindType(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        var types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray()] : new List<JsonElement> { type };
        return types.Exists(one => one.ValueKind != JsonValueKind.String || IsOf(value, one.GetString()))
            ? null
            : $"{path} must be {string.Join(" or ", types)}, but is {NameOf(value)}.";
    }

    private static bool IsOf(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        ("object", var kind) => kind == JsonValueKind.Object,
        ("array", var kind) => kind == JsonValueKind.Array,
        ("string", var kind) => kind == JsonValueKind.String,
        ("number", var kind) => kind == JsonValueKind.Number,
        ("integer", var kind) => kind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        ("boolean", var kind) => kind is JsonValueKind.True or JsonValueKind.False,
        ("null", var kind) => kind == JsonValueKind.Null,
        _ => true,
    };

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => $"the number {OneLine.Of(value.GetRawText(), 30)}",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    private static string? FindValue(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("enum", out var allowed) && allowed.ValueKind == JsonValueKind.Array && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)))
        {
            return $"{path} must be one of {OneLine.Of(allowed.GetRawText(), 500)}.";
        }

        return schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value)
            ? $"{path} must be {OneLine.Of(only.GetRawText(), 100)}."
            : null;
    }

    private string? FindBranch(JsonElement value, JsonElement schema, string path, int depth)
    {
        if ((!schema.TryGetProperty("anyOf", out var branches) && !schema.TryGetProperty("oneOf", out branches)) || branches.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var findings = branches.EnumerateArray().Select(branch => Find(value, branch, path, depth + 1)).ToList();
        return findings.Count == 0 || findings.Contains(null) ? null : findings[0];
    }

    private string? FindMember(JsonElement value, JsonElement schema, string path, int depth)
    {
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
        {
            var missing = required.EnumerateArray().FirstOrDefault(name => name.ValueKind == JsonValueKind.String && !value.TryGetProperty(name.GetString()!, out _));
            if (missing.ValueKind == JsonValueKind.String)
            {
                return $"{path}.{missing.GetString()} is missing.";
            }
        }

        var hasMembers = schema.TryGetProperty("properties", out var members) && members.ValueKind == JsonValueKind.Object;
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others) && !schema.TryGetProperty("patternProperties", out _);
        return value.EnumerateObject()
            .Select(member => hasMembers && members.TryGetProperty(member.Name, out var known) ? Find(member.Value, known, $"{path}.{member.Name}", depth + 1)
                : hasOthers ? Find(member.Value, others, $"{path}.{OneLine.Of(member.Name, 50)}", depth + 1)
                : null)
            .FirstOrDefault(finding => finding is not null);
    }

    private string? FindItem(JsonElement value, JsonElement schema, string path, int depth)
    {
        var own = schema.TryGetProperty("prefixItems", out var first) && first.ValueKind == JsonValueKind.Array ? first.GetArrayLength() : 0;
        return schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().Select((item, place) => place < own ? null : Find(item, items, $"{path}[{place}]", depth + 1)).FirstOrDefault(finding => finding is not null)
            : null;
    }

    private JsonElement? Resolve(JsonElement reference)
    {
        if (reference.ValueKind != JsonValueKind.String || reference.GetString() is not ['#', .. var pointer])
        {
            return null;
        }

        var place = root;
        foreach (var step in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(step, out place))
            {
                return null;
            }
        }

        return place;
    }
}
