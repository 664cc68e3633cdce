using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Validates JSON from a model against the schema that was sent: types, members, list items, fixed values and the branches of
/// <c>anyOf</c> and <c>oneOf</c>. References within the schema are followed. Other keywords are ignored.
/// </summary>
/// <remarks>
/// With recursive types that have branches, the work would be exponential in the depth. Therefore, the result of checking an object or
/// a list against a schema is cached, and the number of steps is limited.
/// </remarks>
internal sealed class SchemaCheck(JsonElement root)
{
    /// <summary>Gets the schema.</summary>
    public JsonElement Root => root;

    /// <summary>
    /// Gets whether to report only missing members whose value may not be null, a JSON null that is not allowed, and wrong fixed values. It
    /// is set for values that are also deserialized, because a serializer may accept other forms, such as numbers in quotes.
    /// </summary>
    public bool IsTolerant { get; init; }

    /// <summary>Gets whether the names of members are compared without regard to case.</summary>
    public bool IgnoresCase { get; init; }

    // The depth is limited because a reference may lead to itself.
    private const int _deepest = 128;

    private static readonly JsonElement _null = FieldBag.ElementOf(null);

    /// <summary>Returns a description of the first mismatch; <see langword="null"/> if the value matches.</summary>
    /// <exception cref="SchemaMismatchException">The value is too large to be checked.</exception>
    public string? Find(JsonElement value, CancellationToken cancellationToken = default) => Find(value, root, cancellationToken);

    /// <summary>Returns a description of the first mismatch with the schema of the given top-level member; <see langword="null"/> if the value matches.</summary>
    /// <exception cref="SchemaMismatchException">The value is too large to be checked.</exception>
    public string? Find(JsonElement value, string member, CancellationToken cancellationToken = default) =>
        Find(value, root.GetProperty("properties").GetProperty(member), cancellationToken);

    /// <summary>Returns a description of the first mismatch with a part of the schema; <see langword="null"/> if the value matches.</summary>
    /// <exception cref="SchemaMismatchException">The value is too large to be checked.</exception>
    public string? Find(JsonElement value, JsonElement schema, CancellationToken cancellationToken) =>
        Find(value, schema, "$", 0, new SchemaCheckProgress(value, root, cancellationToken));

    private string? Find(JsonElement value, JsonElement schema, string path, int depth, SchemaCheckProgress progress)
    {
        var finding = progress.Recall(value, schema) ?? progress.Remember(value, schema, FindNew(value, schema, path, depth, progress));
        return finding.Length == 0 ? null : finding;
    }

    private string? FindNew(JsonElement value, JsonElement schema, string path, int depth, SchemaCheckProgress progress)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > _deepest)
        {
            return schema.ValueKind == JsonValueKind.False ? $"{path} is not allowed." : null;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Resolve(reference) is { } target ? Find(value, target, path, depth + 1, progress) : null;
        }

        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True)
        {
            // OpenAPI marks a nullable type with "nullable": true.
            return null;
        }

        return FindType(value, schema, path)
            ?? FindValue(value, schema, path)
            ?? FindBranch(value, schema, path, depth, progress)
            ?? value.ValueKind switch
            {
                JsonValueKind.Object => FindMember(value, schema, path, depth, progress),
                JsonValueKind.Array => FindItem(value, schema, path, depth, progress),
                _ => null,
            };
    }

    private string? FindType(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        var types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray()] : new List<JsonElement> { type };
        return (IsTolerant && value.ValueKind != JsonValueKind.Null) || types.Exists(one => one.ValueKind != JsonValueKind.String || IsOf(value, one.GetString()))
            ? null
            : $"{path} must be of type {string.Join(" or ", types)}, but is {NameOf(value)}.";
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
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        JsonValueKind.Number => $"the number {OneLine.Of(value.GetRawText(), 30)}",
        JsonValueKind.String => "a string",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "null",
    };

    private string? FindValue(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("enum", out var allowed) && allowed.ValueKind == JsonValueKind.Array && !allowed.EnumerateArray().Any(one => IsSame(one, value)))
        {
            return $"{path} must be one of {OneLine.Of(allowed.GetRawText(), 500)}.";
        }

        return schema.TryGetProperty("const", out var only) && !IsSame(only, value)
            ? $"{path} must be {OneLine.Of(only.GetRawText(), 100)}."
            : null;
    }

    private bool IsSame(JsonElement fixedValue, JsonElement value) => JsonElement.DeepEquals(fixedValue, value)
        || (IsTolerant && fixedValue.ValueKind == JsonValueKind.String && value.ValueKind == JsonValueKind.String && string.Equals(fixedValue.GetString(), value.GetString(), StringComparison.OrdinalIgnoreCase));

    private string? FindBranch(JsonElement value, JsonElement schema, string path, int depth, SchemaCheckProgress progress)
    {
        if ((!schema.TryGetProperty("anyOf", out var branches) && !schema.TryGetProperty("oneOf", out branches)) || branches.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string? first = null;
        foreach (var branch in branches.EnumerateArray())
        {
            if (Find(value, branch, path, depth + 1, progress) is not { } finding)
            {
                return null;
            }

            first ??= finding;
        }

        return first;
    }

    private string? FindMember(JsonElement value, JsonElement schema, string path, int depth, SchemaCheckProgress progress)
    {
        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        var hasMembers = schema.TryGetProperty("properties", out var members) && members.ValueKind == JsonValueKind.Object;
        foreach (var name in required)
        {
            if (!Has(value, name) && !(IsTolerant && hasMembers && members.TryGetProperty(name, out var member) && AllowsNull(member)))
            {
                return $"{path}.{name} is missing.";
            }
        }

        JsonElement others = default;
        var hasOthers = !IsTolerant && schema.TryGetProperty("additionalProperties", out others) && !schema.TryGetProperty("patternProperties", out _);
        return value.EnumerateObject()

            // Unless the check is tolerant, an optional member that is null is treated as missing.
            .Where(member => IsTolerant || member.Value.ValueKind != JsonValueKind.Null || required.Contains(member.Name) || !(hasMembers && members.TryGetProperty(member.Name, out _)))

            // Fixed values are checked first, because they distinguish the branches without checking nested values.
            .OrderBy(member => hasMembers && TryGet(members, member.Name, out var known) && IsFixed(known) ? 0 : 1)
            .Select(member => hasMembers && TryGet(members, member.Name, out var known) ? Find(member.Value, known, $"{path}.{member.Name}", depth + 1, progress)
                : hasOthers ? Find(member.Value, others, $"{path}.{OneLine.Of(member.Name, 50)}", depth + 1, progress)
                : null)
            .FirstOrDefault(finding => finding is not null);
    }

    private bool AllowsNull(JsonElement schema) => Find(_null, schema, CancellationToken.None) is null;

    private static bool IsFixed(JsonElement schema) => schema.ValueKind == JsonValueKind.Object && (schema.TryGetProperty("const", out _) || schema.TryGetProperty("enum", out _));

    private bool Has(JsonElement value, string name) => TryGet(value, name, out _);

    private bool TryGet(JsonElement value, string name, out JsonElement member)
    {
        if (value.TryGetProperty(name, out member))
        {
            return true;
        }

        member = IgnoresCase ? value.EnumerateObject().FirstOrDefault(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)).Value : default;
        return member.ValueKind != JsonValueKind.Undefined;
    }

    private string? FindItem(JsonElement value, JsonElement schema, string path, int depth, SchemaCheckProgress progress)
    {
        var own = schema.TryGetProperty("prefixItems", out var first) && first.ValueKind == JsonValueKind.Array ? first.GetArrayLength() : 0;
        return schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().Select((item, place) => place < own ? null : Find(item, items, $"{path}[{place}]", depth + 1, progress)).FirstOrDefault(finding => finding is not null)
            : null;
    }

    /// <summary>Returns the part of the schema to which a reference points; <see langword="null"/> if there is none.</summary>
    public JsonElement? Resolve(JsonElement reference)
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
