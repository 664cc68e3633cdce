using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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

    /// <summary>Gives the form of JSON that a schema describes.</summary>
    /// <param name="name">The schema's name.</param>
    /// <param name="schema">The JSON schema.</param>
    /// <param name="strict">Whether the server must hold the answer to the schema; <see langword="null"/> is not sent.</param>
    /// <returns>The format.</returns>
    public static ResponseFormat ForSchema(string name, JsonElement schema, bool? strict = null) =>
        new() { Type = "json_schema", JsonSchema = new() { Name = name, Schema = schema, Strict = strict } };

    /// <summary>Gives the form of JSON that can be read as a type; read the answer with <see cref="ChatClientTypedExtensions.ReadAs"/>.</summary>
    /// <typeparam name="T">The type. A list, a text or a number is asked for as the member <c>value</c> of an object.</typeparam>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="format">The name of the schema, and whether it is strict; the defaults if <see langword="null"/>.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ArgumentException">The type has no strict schema, or the name cannot be used; the message says which.</exception>
    public static ResponseFormat ForType<T>(JsonTypeInfo<T> type, TypedAnswerOptions? format = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TypedAnswer<T>.Of(type).Format(format ?? TypedAnswerOptions.Default);
    }
}
