using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The form of an answer.</summary>
[JsonConverter(typeof(WireConverter<ResponseFormat>))]
public sealed partial record ResponseFormat() : WireRecord
{
    /// <summary>Gets the kind: <c>text</c>, <c>json_object</c>, <c>json_schema</c>, or one of the server's own.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the schema, for <c>json_schema</c>.</summary>
    [JsonPropertyName("json_schema")]
    public JsonSchemaFormat? JsonSchema { get; init; }

    /// <summary>Gets the form of plain text.</summary>
    public static ResponseFormat Text { get; } = new() { Type = "text" };

    /// <summary>Gets the form of any JSON object; the prompt must ask for JSON too.</summary>
    public static ResponseFormat JsonObject { get; } = new() { Type = "json_object" };

    /// <summary>Creates the format of JSON that a schema describes.</summary>
    /// <param name="name">The schema's name.</param>
    /// <param name="schema">The JSON schema, as text, node or element.</param>
    /// <param name="strict">Whether the server must hold the answer to the schema; <see langword="null"/> is not sent.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ArgumentException">The schema is <see langword="null"/> or not JSON.</exception>
    public static ResponseFormat ForSchema(string name, ChatJson schema, bool? strict = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new() { Type = "json_schema", JsonSchema = new() { Name = name, Schema = schema.Read(nameof(schema)), Strict = strict } };
    }
}
