using System.Text.Json;

namespace ChatSdk.Tests.TypedAnswers;

/// <summary>Checks a schema against the published rules for strict schemas, without using code from ChatSdk.</summary>
internal static class StrictSchemaRules
{
    private static readonly HashSet<string> _keywords = ["type", "description", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs", "pattern", "format", "minimum", "maximum"];

    public static void Check(JsonElement schema, JsonElement root)
    {
        schema.EnumerateObject().Select(member => member.Name).Should().BeSubsetOf(_keywords);
        if (schema.TryGetProperty("$ref", out var reference))
        {
            CheckReference(schema, reference.GetString()!, root);
            return;
        }

        (schema.TryGetProperty("type", out _) || schema.TryGetProperty("anyOf", out _)).Should().BeTrue("{0} must have 'type' or 'anyOf'", schema);
        if (schema.TryGetProperty("properties", out var members))
        {
            schema.GetProperty("additionalProperties").ValueKind.Should().Be(JsonValueKind.False);
            schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).Should().Equal(members.EnumerateObject().Select(member => member.Name));
        }

        Children(schema).ToList().ForEach(child => Check(child, root));
    }

    private static void CheckReference(JsonElement schema, string reference, JsonElement root)
    {
        schema.EnumerateObject().Should().ContainSingle();
        if (reference != "#")
        {
            reference.Should().StartWith("#/$defs/");
            root.GetProperty("$defs").TryGetProperty(reference["#/$defs/".Length..], out _).Should().BeTrue("{0} must reference a definition", reference);
        }
    }

    private static IEnumerable<JsonElement> Children(JsonElement schema) =>
    [
        .. schema.TryGetProperty("properties", out var members) ? members.EnumerateObject().Select(member => member.Value) : [],
        .. schema.TryGetProperty("$defs", out var definitions) ? definitions.EnumerateObject().Select(member => member.Value) : [],
        .. schema.TryGetProperty("anyOf", out var branches) ? branches.EnumerateArray() : Enumerable.Empty<JsonElement>(),
        .. schema.TryGetProperty("items", out var items) ? [items] : Array.Empty<JsonElement>(),
    ];
}
