using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A free-text tool that the model wants called.</summary>
[JsonConverter(typeof(WireConverter<CustomToolCall>))]
public sealed partial record CustomToolCall() : WireRecord
{
    /// <summary>Gets the tool's name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the text that the model wrote for it.</summary>
    [JsonPropertyName("input")]
    public string? Input { get; init; }
}
