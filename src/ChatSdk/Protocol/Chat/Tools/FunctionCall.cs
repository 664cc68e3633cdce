using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A function that the model wants called, with its arguments.</summary>
[JsonConverter(typeof(WireConverter<FunctionCall>))]
public sealed partial record FunctionCall() : WireRecord
{
    /// <summary>Gets the function's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the arguments as JSON text. The model wrote it, so it may be invalid. If a server sends an object, this is its text.</summary>
    [JsonPropertyName("arguments")]
    public string? Arguments { get; init; }
}
