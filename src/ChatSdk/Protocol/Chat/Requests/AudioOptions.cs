using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The options for a spoken answer.</summary>
[JsonConverter(typeof(WireConverter<AudioOptions>))]
public sealed partial record AudioOptions() : WireRecord
{
    /// <summary>Gets the name of the voice.</summary>
    [JsonPropertyName("voice")]
    public string? Voice { get; init; }

    /// <summary>Gets the format of the audio, such as <c>mp3</c>.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; init; }
}
