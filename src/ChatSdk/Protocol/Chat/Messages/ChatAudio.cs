using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A spoken answer; in a request, a reference to one.</summary>
[JsonConverter(typeof(WireConverter<ChatAudio>))]
public sealed partial record ChatAudio() : WireRecord
{
    /// <summary>Gets the id by which it can be referred to.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the sound, in base64.</summary>
    [JsonPropertyName("data")]
    public string? Data { get; init; }

    /// <summary>Gets the transcript.</summary>
    [JsonPropertyName("transcript")]
    public string? Transcript { get; init; }

    /// <summary>Gets when the server forgets it, in seconds since 1970.</summary>
    [JsonPropertyName("expires_at")]
    public long? ExpiresAt { get; init; }
}
