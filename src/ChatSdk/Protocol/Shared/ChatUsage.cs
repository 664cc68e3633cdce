using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>What an answer cost in tokens, as the server counts.</summary>
[JsonConverter(typeof(WireConverter<ChatUsage>))]
public sealed partial record ChatUsage() : WireRecord
{
    /// <summary>Gets the tokens of the question.</summary>
    [JsonPropertyName("prompt_tokens")]
    public long? PromptTokens { get; init; }

    /// <summary>Gets the tokens of the answer.</summary>
    [JsonPropertyName("completion_tokens")]
    public long? CompletionTokens { get; init; }

    /// <summary>Gets the tokens in all, as the server says; not always the sum of the others.</summary>
    [JsonPropertyName("total_tokens")]
    public long? TotalTokens { get; init; }

    /// <summary>Gets what the tokens of the question were.</summary>
    [JsonPropertyName("prompt_tokens_details")]
    public PromptTokensDetails? PromptTokensDetails { get; init; }

    /// <summary>Gets what the tokens of the answer were.</summary>
    [JsonPropertyName("completion_tokens_details")]
    public CompletionTokensDetails? CompletionTokensDetails { get; init; }

    /// <summary>Gets the cached tokens, from servers that call them so; see <see cref="CachedTokens"/>.</summary>
    [JsonPropertyName("prompt_cache_hit_tokens")]
    public long? PromptCacheHitTokens { get; init; }

    /// <summary>Gets the cached tokens, from servers that count them here; see <see cref="CachedTokens"/>.</summary>
    [JsonPropertyName("cached_tokens")]
    public long? CachedTokensField { get; init; }

    /// <summary>Gets the cached tokens, from servers that call them so; see <see cref="CachedTokens"/>.</summary>
    [JsonPropertyName("num_cached_tokens")]
    public long? NumCachedTokens { get; init; }

    /// <summary>Gets the tokens of thinking, from servers that count them here; see <see cref="ReasoningTokens"/>.</summary>
    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokensField { get; init; }

    /// <summary>Gets the tokens of the question that came from the server's cache, wherever the server tells it; <see langword="null"/> if it does not.</summary>
    [JsonIgnore]
    public long? CachedTokens => PromptTokensDetails?.CachedTokens ?? PromptCacheHitTokens ?? CachedTokensField ?? NumCachedTokens;

    /// <summary>Gets the tokens of the model's thinking, wherever the server tells it; <see langword="null"/> if it does not.</summary>
    [JsonIgnore]
    public long? ReasoningTokens => CompletionTokensDetails?.ReasoningTokens ?? ReasoningTokensField;
}
