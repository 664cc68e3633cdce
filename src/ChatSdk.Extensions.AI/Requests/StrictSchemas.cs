using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Converts schemas to the form that servers require if <c>strict</c> is true. Results are cached.</summary>
internal static class StrictSchemas
{
    private static readonly ConditionalWeakTable<object, StrongBox<JsonElement>> _cache = [];

    // Strict schemas do not support "default", so default values are moved to the description, where the model still sees them.
    private static readonly AIJsonSchemaTransformOptions _describedDefaults = new() { MoveDefaultKeywordToDescription = true };

    /// <summary>Returns the strict form of a response schema.</summary>
    /// <exception cref="ArgumentException">The schema cannot be expressed in the strict form.</exception>
    public static JsonElement Of(ChatResponseFormatJson format, JsonElement schema, string name) => Of((object)format, schema, name);

    /// <summary>Returns the strict form of a function's parameter schema.</summary>
    /// <exception cref="ArgumentException">The schema cannot be expressed in the strict form.</exception>
    public static JsonElement Of(AIFunctionDeclaration function) => Of(function, function.JsonSchema, function.Name);

    private static JsonElement Of(object owner, JsonElement schema, string name) =>
        _cache.GetValue(owner, _ => new(StrictSchema.Of(AIJsonUtilities.TransformSchema(schema, _describedDefaults), name))).Value;
}
