using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A function that the model may call.</summary>
[JsonConverter(typeof(WireConverter<ChatFunction>))]
public sealed partial record ChatFunction() : WireRecord
{
    private readonly ComparedElement _parameters;

    /// <summary>Gets the name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets what the function does, in words for the model.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets the JSON schema of the arguments.</summary>
    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get => _parameters.Value; init => _parameters = new(value); }

    /// <summary>Gets whether the arguments must fit the schema.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }
}
