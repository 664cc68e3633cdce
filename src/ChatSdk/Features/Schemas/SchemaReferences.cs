using System.Globalization;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// Moves the targets of references into <c>$defs</c>, because servers do not accept references to other places in the schema, except its
/// root. As a result, the schema can also be nested in another one without breaking its references.
/// </summary>
internal static class SchemaReferences
{
    /// <summary>Moves the targets of all references into <paramref name="definitions"/>, and changes the references accordingly.</summary>
    /// <param name="schema">The schema. It is modified.</param>
    /// <param name="definitions">The object to which the targets of the references are added.</param>
    /// <param name="keepsRoot">Whether the schema remains the root of a document, so that references to <c>#</c> need not be changed.</param>
    /// <returns>The schema, or a reference to it if the schema itself was moved.</returns>
    public static JsonNode Move(JsonObject schema, JsonObject definitions, bool keepsRoot)
    {
        var references = Find(schema).Where(reference => !keepsRoot || (string)reference["$ref"]! != "#").ToList();
        var targets = references.Select(reference => Resolve(schema, (string)reference["$ref"]!)).ToList();
        Dictionary<JsonNode, string> names = [];
        foreach (var (reference, target) in references.Zip(targets))
        {
            if (!names.TryGetValue(target, out var name))
            {
                names.Add(target, name = NewName((string)reference["$ref"]!, definitions));
                definitions.Add(name, null);
            }

            reference["$ref"] = $"#/$defs/{name}";
        }

        foreach (var (target, name) in names)
        {
            target.Parent?.ReplaceWith(target, Reference(name));
            definitions[name] = target;
        }

        return names.TryGetValue(schema, out var root) ? Reference(root) : schema;
    }

    private static void ReplaceWith(this JsonNode parent, JsonNode child, JsonNode other)
    {
        if (parent is JsonArray list)
        {
            list[child.GetElementIndex()] = other;
        }
        else
        {
            parent[child.GetPropertyName()] = other;
        }
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static IEnumerable<JsonObject> Find(JsonNode? node) => node switch
    {
        JsonObject schema => schema.SelectMany(member => Find(member.Value)).Concat(schema["$ref"] is JsonValue ? [schema] : []),
        JsonArray list => list.SelectMany(Find),
        _ => [],
    };

    private static JsonNode Resolve(JsonNode root, string pointer) => pointer.Split('/').Skip(1)
        .Select(step => Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
        .Aggregate(pointer is "#" or ['#', '/', ..] ? root : null, Step)
        ?? throw WrongArgument.Because($"The schema refers to '{pointer}', which it does not contain.", "schema");

    private static JsonNode? Step(JsonNode? node, string step) => node switch
    {
        JsonObject schema => schema[step],
        JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < list.Count => list[place],
        _ => null,
    };

    private static string NewName(string pointer, JsonObject definitions)
    {
        var name = string.Concat(pointer.Split('/')[^1].Where(char.IsAsciiLetterOrDigit));
        name = name.Length == 0 ? "root" : name;
        return definitions.ContainsKey(name) ? Enumerable.Range(2, definitions.Count + 1).Select(number => $"{name}{number}").First(other => !definitions.ContainsKey(other)) : name;
    }
}
