using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Sound that is sent along.</summary>
[JsonConverter(typeof(WireConverter<AudioReference>))]
public sealed partial record AudioReference() : WireRecord
{
    /// <summary>Gets the sound, in base64.</summary>
    [JsonPropertyName("data")]
    public string? Data { get; init; }

    /// <summary>Gets its format: <c>wav</c> or <c>mp3</c>.</summary>
    [JsonPropertyName("format")]
    public string? Format { get; init; }
}
