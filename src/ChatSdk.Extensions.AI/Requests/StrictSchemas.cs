using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Transforms schemas to the form that servers require for <c>strict</c>: all members are required, and additional ones are not allowed. Results are cached.</summary>
internal static class StrictSchemas
{
    private static readonly AIJsonSchemaTransformCache _made = new(new()
    {
        ConvertBooleanSchemas = true,
        DisallowAdditionalProperties = true,
        MoveDefaultKeywordToDescription = true,
        RequireAllProperties = true,
    });

    public static JsonElement? Of(ChatResponseFormatJson format) => _made.GetOrCreateTransformedSchema(format);

    public static JsonElement Of(AIFunctionDeclaration function) => _made.GetOrCreateTransformedSchema(function);
}
