using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// Converts JSON from a model to match the schema. Where the schema requires an integer, <c>3.0</c> becomes <c>3</c>. If the conversion is
/// lenient and the schema requires it, a string that contains a number, a Boolean or other JSON becomes that value, and a single value
/// becomes a list with one item.
/// </summary>
internal sealed class SchemaFit(SchemaCheck check, bool isLenient, CancellationToken cancellationToken)
{
    private const int _deepest = 64;

    private readonly List<string> _converted = [];

    /// <summary>Gets the JSON paths of the converted values, such as <c>$.days</c>, except values for which only the number format was changed.</summary>
    public IReadOnlyList<string> Converted => _converted;

    /// <summary>Returns the converted value; <see langword="null"/> if there is nothing to convert.</summary>
    public JsonElement? Apply(JsonElement value) => Apply(value, check.Root);

    /// <summary>Returns the value after it has been converted to match a part of the schema; <see langword="null"/> if there is nothing to convert.</summary>
    public JsonElement? Apply(JsonElement value, JsonElement schema)
    {
        try
        {
            var node = Node(value);
            var fitting = Fit(node, schema, "$", 0);
            return ReferenceEquals(node, fitting) && !_hasChanged ? null : FieldBag.ElementOf(fitting);
        }
        catch (ArgumentException)
        {
            // A member occurs twice, so the intended value is not known.
            _converted.Clear();
            return null;
        }
    }

    private bool _hasChanged;

    private JsonNode? Fit(JsonNode? node, JsonElement schema, string path, int depth)
    {
        if (node is null || schema.ValueKind != JsonValueKind.Object || depth > _deepest)
        {
            return node;
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            return check.Resolve(reference) is { } target ? Fit(node, target, path, depth + 1) : node;
        }

        if (schema.TryGetProperty("anyOf", out var branches) || schema.TryGetProperty("oneOf", out branches))
        {
            return FitBranch(node, branches, path, depth);
        }

        var fitting = FitKind(node, TypesOf(schema), schema, path);
        return fitting switch
        {
            JsonObject members => FitMembers(members, schema, path, depth),
            JsonArray items => FitItems(items, schema, path, depth),
            _ => fitting,
        };
    }

    // Uses the first branch that matches without conversion, or else the first that matches after conversion.
    private JsonNode? FitBranch(JsonNode node, JsonElement branches, string path, int depth)
    {
        if (branches.ValueKind != JsonValueKind.Array)
        {
            return node;
        }

        var value = FieldBag.ElementOf(node);
        foreach (var branch in branches.EnumerateArray())
        {
            if (check.Find(value, branch, cancellationToken) is null)
            {
                return Fit(node, branch, path, depth + 1);
            }
        }

        foreach (var branch in branches.EnumerateArray())
        {
            var count = _converted.Count;
            var fitting = Fit(Node(value), branch, path, depth + 1);
            if (check.Find(FieldBag.ElementOf(fitting), branch, cancellationToken) is null)
            {
                _hasChanged = true;
                return fitting;
            }

            _converted.RemoveRange(count, _converted.Count - count);
        }

        return node;
    }

    private JsonNode? FitKind(JsonNode node, HashSet<string> types, JsonElement schema, string path)
    {
        if (types.Count == 0 || types.Contains(KindOf(node)))
        {
            return node;
        }

        if (node.GetValueKind() == JsonValueKind.Number)
        {
            return types.Contains("integer") ? WholeNumber(node) : FitList(node, types, path);
        }

        if (isLenient && node.GetValueKind() == JsonValueKind.String && !IsFixedValue(node, schema) && InString((string)node!, types) is { } inString)
        {
            return Changed(inString, path);
        }

        return FitList(node, types, path);
    }

    private JsonNode FitList(JsonNode node, HashSet<string> types, string path) =>
        isLenient && types.Contains("array") && node is not JsonArray && !types.Contains(KindOf(node))
            ? Changed(new JsonArray(node.DeepClone()), path)
            : node;

    private JsonNode WholeNumber(JsonNode node)
    {
        var text = node.ToJsonString();
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !decimal.IsInteger(number))
        {
            return node;
        }

        _hasChanged = true;
        return JsonNode.Parse(decimal.Truncate(number).ToString("0", CultureInfo.InvariantCulture))!;
    }

    private static JsonNode? InString(string text, HashSet<string> types)
    {
        var trimmed = text.Trim();
        var json = bool.TryParse(trimmed, out var flag) ? (flag ? "true" : "false") : trimmed;
        if (json.Length == 0 || !JsonScan.IsWhole(json))
        {
            return null;
        }

        var node = JsonNode.Parse(json);
        return node is not null && (types.Contains(KindOf(node)) || (node.GetValueKind() == JsonValueKind.Number && types.Contains("integer"))) ? node : null;
    }

    private JsonObject FitMembers(JsonObject members, JsonElement schema, string path, int depth)
    {
        var hasMembers = schema.TryGetProperty("properties", out var known) && known.ValueKind == JsonValueKind.Object;
        var hasOthers = schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object;
        foreach (var (name, value) in members.ToList())
        {
            if ((hasMembers && known.TryGetProperty(name, out var member)) || (hasOthers && (member = others).ValueKind == JsonValueKind.Object))
            {
                var fitting = Fit(value, member, $"{path}.{OneLine.Of(name, 50)}", depth + 1);
                if (!ReferenceEquals(fitting, value))
                {
                    members[name] = fitting;
                }
            }
        }

        return members;
    }

    private JsonArray FitItems(JsonArray items, JsonElement schema, string path, int depth)
    {
        if (schema.TryGetProperty("items", out var item))
        {
            for (var place = 0; place < items.Count; place++)
            {
                var fitting = Fit(items[place], item, $"{path}[{place}]", depth + 1);
                if (!ReferenceEquals(fitting, items[place]))
                {
                    items[place] = fitting;
                }
            }
        }

        return items;
    }

    private JsonNode Changed(JsonNode node, string path)
    {
        _hasChanged = true;
        _converted.Add(path);
        return node is JsonValue && node.GetValueKind() == JsonValueKind.Number ? WholeNumber(node) : node;
    }

    // A string that the schema lists as a fixed value must not be converted.
    private static bool IsFixedValue(JsonNode node, JsonElement schema) =>
        (schema.TryGetProperty("enum", out var names) && names.ValueKind == JsonValueKind.Array && names.EnumerateArray().Any(name => name.ValueKind == JsonValueKind.String && name.GetString() == (string?)node))
        || (schema.TryGetProperty("const", out var only) && only.ValueKind == JsonValueKind.String && only.GetString() == (string?)node);

    private static HashSet<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!).ToHashSet(StringComparer.Ordinal)
        : type.ValueKind == JsonValueKind.String ? [type.GetString()!]
        : [];

    private static string KindOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
