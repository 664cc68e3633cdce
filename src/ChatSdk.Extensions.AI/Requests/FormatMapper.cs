using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps the response format to the protocol.</summary>
internal static class FormatMapper
{
    public static ResponseFormat? Map(ChatOptions options) => options.ResponseFormat switch
    {
        null => null,
        ChatResponseFormatText => ResponseFormat.Text,
        ChatResponseFormatJson { Schema: null } => ResponseFormat.JsonObject,
        ChatResponseFormatJson format => Schema(format, Fields.Strict(options.AdditionalProperties)),
        var other => throw new NotSupportedException($"ResponseFormat is a {other.GetType()}, which cannot be sent over the chat-completions protocol."),
    };

    private static ResponseFormat Schema(ChatResponseFormatJson format, bool? isStrict) => new()
    {
        Type = "json_schema",
        JsonSchema = new()
        {
            // The protocol requires a name.
            Name = format.SchemaName ?? "json_schema",
            Description = format.SchemaDescription,
            Schema = isStrict == true ? StrictSchemas.Of(format) : format.Schema,
            Strict = isStrict,
        },
    };
}
