using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Audio data in a message.</summary>
[JsonConverter(typeof(WireConverter<AudioReference>))]
public sealed partial record AudioReference() : WireRecord
{
    /// <summary>Gets the audio data, as base64.</summary>
    [JsonPropertyName("data")]
    public string? Data { get; init; }

    /// <summary>Gets the format of the audio, such as <c>wav</c> or <c>mp3</c>.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; init; }
}
