using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>What the tokens of a question were.</summary>
[JsonConverter(typeof(WireConverter<PromptTokensDetails>))]
public sealed partial record PromptTokensDetails() : WireRecord
{
    /// <summary>Gets the tokens that came from the server's cache.</summary>
    [JsonPropertyName("cached_tokens")]
    public long? CachedTokens { get; init; }

    /// <summary>Gets the tokens of sound.</summary>
    [JsonPropertyName("audio_tokens")]
    public long? AudioTokens { get; init; }

    /// <summary>Gets the tokens of text.</summary>
    [JsonPropertyName("text_tokens")]
    public long? TextTokens { get; init; }

    /// <summary>Gets the tokens of images.</summary>
    [JsonPropertyName("image_tokens")]
    public long? ImageTokens { get; init; }

    /// <summary>Gets the tokens that were put into the server's cache.</summary>
    [JsonPropertyName("cache_write_tokens")]
    public long? CacheWriteTokens { get; init; }
}
