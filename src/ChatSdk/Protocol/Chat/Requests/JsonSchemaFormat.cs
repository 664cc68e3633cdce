using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The JSON schema that an answer must match.</summary>
[JsonConverter(typeof(WireConverter<JsonSchemaFormat>))]
public sealed partial record JsonSchemaFormat() : WireRecord
{
    private readonly ComparableJson _schema;

    /// <summary>Gets the name of the schema.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the description of the schema's purpose, for the model.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets the JSON schema.</summary>
    [JsonPropertyName("schema")]
    public JsonElement? Schema { get => _schema.Value; init => _schema = new(value); }

    /// <summary>Gets whether the server must enforce the schema.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }
}
