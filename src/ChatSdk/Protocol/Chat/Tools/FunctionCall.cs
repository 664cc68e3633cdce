using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A function call that the model requests.</summary>
[JsonConverter(typeof(WireConverter<FunctionCall>))]
public sealed partial record FunctionCall() : WireRecord
{
    /// <summary>Gets the name of the function.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the arguments, as a string that contains JSON. The model generates the JSON, so it may be invalid. If the server sends an object, this is the JSON of the object.</summary>
    [JsonPropertyName("arguments")]
    public string? Arguments { get; init; }
}
