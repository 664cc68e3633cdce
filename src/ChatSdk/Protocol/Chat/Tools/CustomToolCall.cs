using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A call to a free-text tool, with the input for the tool.</summary>
[JsonConverter(typeof(WireConverter<CustomToolCall>))]
public sealed partial record CustomToolCall() : WireRecord
{
    /// <summary>Gets the name of the tool.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the input that the model wrote.</summary>
    [JsonPropertyName("input")]
    public string? Input { get; init; }
}
