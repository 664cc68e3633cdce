using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A breakdown of the tokens in a prompt.</summary>
[JsonConverter(typeof(WireConverter<PromptTokensDetails>))]
public sealed partial record PromptTokensDetails() : WireRecord
{
    /// <summary>Gets the number of tokens that were read from the server's cache.</summary>
    [JsonPropertyName("cached_tokens")]
    public long? CachedTokens { get; init; }

    /// <summary>Gets the number of audio tokens.</summary>
    [JsonPropertyName("audio_tokens")]
    public long? AudioTokens { get; init; }

    /// <summary>Gets the number of text tokens.</summary>
    [JsonPropertyName("text_tokens")]
    public long? TextTokens { get; init; }

    /// <summary>Gets the number of image tokens.</summary>
    [JsonPropertyName("image_tokens")]
    public long? ImageTokens { get; init; }

    /// <summary>Gets the number of tokens that were written to the server's cache.</summary>
    [JsonPropertyName("cache_write_tokens")]
    public long? CacheWriteTokens { get; init; }

    /// <summary>Combines two breakdowns, member by member; returns <see langword="null"/> if both are <see langword="null"/>.</summary>
    internal static PromptTokensDetails? Combine(PromptTokensDetails? one, PromptTokensDetails? other, UsageRule rule) => one is null && other is null ? null : new()
    {
        CachedTokens = rule.Count(one?.CachedTokens, other?.CachedTokens),
        AudioTokens = rule.Count(one?.AudioTokens, other?.AudioTokens),
        TextTokens = rule.Count(one?.TextTokens, other?.TextTokens),
        ImageTokens = rule.Count(one?.ImageTokens, other?.ImageTokens),
        CacheWriteTokens = rule.Count(one?.CacheWriteTokens, other?.CacheWriteTokens),
        ExtraFields = rule.Fields(one, other),
    };

    /// <summary>Determines whether the later details replace the earlier ones completely.</summary>
    internal static bool Covers(PromptTokensDetails? later, PromptTokensDetails? earlier) => earlier is null || (later is not null
        && UsageRule.Covers(later.CachedTokens, earlier.CachedTokens)
        && UsageRule.Covers(later.AudioTokens, earlier.AudioTokens)
        && UsageRule.Covers(later.TextTokens, earlier.TextTokens)
        && UsageRule.Covers(later.ImageTokens, earlier.ImageTokens)
        && UsageRule.Covers(later.CacheWriteTokens, earlier.CacheWriteTokens)
        && UsageRule.Covers(later.ExtraFields, earlier.ExtraFields));
}
