using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Schemas in the form that servers want for <c>strict</c>: every member required, none besides. Each is made once.</summary>
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
