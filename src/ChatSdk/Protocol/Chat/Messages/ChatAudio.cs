using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A spoken answer; in a request, a reference to an earlier spoken answer.</summary>
[JsonConverter(typeof(WireConverter<ChatAudio>))]
public sealed partial record ChatAudio() : WireRecord
{
    /// <summary>Gets the id with which later requests refer to the audio.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the audio data, as base64.</summary>
    [JsonPropertyName("data")]
    public string? Data { get; init; }

    /// <summary>Gets the transcript.</summary>
    [JsonPropertyName("transcript")]
    public string? Transcript { get; init; }

    /// <summary>Gets the time at which the server deletes the audio, in seconds since 1970 (UTC).</summary>
    [JsonPropertyName("expires_at")]
    public long? ExpiresAt { get; init; }
}
