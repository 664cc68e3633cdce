using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The format of an answer.</summary>
[JsonConverter(typeof(WireConverter<ResponseFormat>))]
public sealed partial record ResponseFormat() : WireRecord
{
    /// <summary>Gets the type: <c>text</c>, <c>json_object</c>, <c>json_schema</c>, or a type that only some servers know.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the schema, for the type <c>json_schema</c>.</summary>
    [JsonPropertyName("json_schema")]
    public JsonSchemaFormat? JsonSchema { get; init; }

    /// <summary>Gets the format for plain text.</summary>
    public static ResponseFormat Text { get; } = new() { Type = "text" };

    /// <summary>Gets the format for any JSON object. The prompt must also request JSON.</summary>
    public static ResponseFormat JsonObject { get; } = new() { Type = "json_object" };

    /// <summary>Creates the format for JSON that matches a schema.</summary>
    /// <param name="name">The name of the schema.</param>
    /// <param name="schema">The JSON schema, as a string, node or element.</param>
    /// <param name="strict">Whether the server must enforce the schema; <see langword="null"/> is not sent.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ArgumentException">The schema is <see langword="null"/> or not valid JSON.</exception>
    public static ResponseFormat ForSchema(string name, ChatJson schema, bool? strict = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new() { Type = "json_schema", JsonSchema = new() { Name = name, Schema = schema.Read(nameof(schema)), Strict = strict } };
    }
}
