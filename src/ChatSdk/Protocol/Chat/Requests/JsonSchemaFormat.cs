using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A schema that an answer is held to.</summary>
[JsonConverter(typeof(WireConverter<JsonSchemaFormat>))]
public sealed partial record JsonSchemaFormat() : WireRecord
{
    private readonly ComparableJson _schema;

    /// <summary>Gets the schema's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets what the schema is for.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets the JSON schema.</summary>
    [JsonPropertyName("schema")]
    public JsonElement? Schema { get => _schema.Value; init => _schema = new(value); }

    /// <summary>Gets whether the server must hold the answer to the schema.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }
}
