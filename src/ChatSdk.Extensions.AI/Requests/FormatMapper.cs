using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps the response format of Microsoft.Extensions.AI to that of the protocol.</summary>
internal static class FormatMapper
{
    public static ResponseFormat? Map(ChatOptions options) => options.ResponseFormat switch
    {
        null => null,
        ChatResponseFormatText => ResponseFormat.Text,
        ChatResponseFormatJson { Schema: { } schema } format => Schema(format, schema, Fields.Strict(options.AdditionalProperties)),
        ChatResponseFormatJson => ResponseFormat.JsonObject,
        var other => throw new NotSupportedException($"ResponseFormat is a {other.GetType()}, which cannot be sent over the chat-completions protocol."),
    };

    private static ResponseFormat Schema(ChatResponseFormatJson format, JsonElement schema, bool? isStrict) => new()
    {
        Type = "json_schema",
        JsonSchema = new()
        {
            // The protocol requires a name.
            Name = format.SchemaName ?? "json_schema",
            Description = format.SchemaDescription,
            Schema = isStrict == true ? StrictSchemas.Of(format, schema, format.SchemaName ?? "The response") : schema,
            Strict = isStrict,
        },
    };
}
