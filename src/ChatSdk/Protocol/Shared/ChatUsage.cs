using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The token usage of a request and its answer, as counted by the server.</summary>
[JsonConverter(typeof(WireConverter<ChatUsage>))]
public sealed partial record ChatUsage() : WireRecord
{
    /// <summary>Gets the number of tokens in the prompt.</summary>
    [JsonPropertyName("prompt_tokens")]
    public long? PromptTokens { get; init; }

    /// <summary>Gets the number of tokens in the answer.</summary>
    [JsonPropertyName("completion_tokens")]
    public long? CompletionTokens { get; init; }

    /// <summary>Gets the total number of tokens, as reported by the server. It is not always the sum of the other counts.</summary>
    [JsonPropertyName("total_tokens")]
    public long? TotalTokens { get; init; }

    /// <summary>Gets a breakdown of the tokens in the prompt.</summary>
    [JsonPropertyName("prompt_tokens_details")]
    public PromptTokensDetails? PromptTokensDetails { get; init; }

    /// <summary>Gets a breakdown of the tokens in the answer.</summary>
    [JsonPropertyName("completion_tokens_details")]
    public CompletionTokensDetails? CompletionTokensDetails { get; init; }

    /// <summary>Gets the number of prompt tokens that were read from the server's cache, from whichever field the server uses; <see langword="null"/> if the server does not report it.</summary>
    [JsonIgnore]
    public long? CachedTokens => PromptTokensDetails?.CachedTokens ?? PromptCacheHitTokens ?? CachedTokensAtTop ?? NumCachedTokens ?? CacheReadInputTokens;

    /// <summary>Gets the number of prompt tokens that were written to the server's cache, from whichever field the server uses; <see langword="null"/> if the server does not report it.</summary>
    [JsonIgnore]
    public long? CacheWriteTokens => PromptTokensDetails?.CacheWriteTokens ?? CacheCreationInputTokens ?? CacheWritePlaces.Find(PromptTokensDetails?.ExtraFields) ?? CacheWritePlaces.Find(ExtraFields);

    /// <summary>Gets the number of reasoning tokens, from whichever field the server uses; <see langword="null"/> if the server does not report it.</summary>
    [JsonIgnore]
    public long? ReasoningTokens => CompletionTokensDetails?.ReasoningTokens ?? ReasoningTokensAtTop;

    /// <summary>
    /// Gets the cost that the server reports in the field <c>cost</c>, or, in the usage of a <c>ChatConversation</c>, the cost according to
    /// the client's <c>Prices</c>; <see langword="null"/> if it is not known.
    /// </summary>
    [JsonIgnore]
    public decimal? Cost => ExtraFields.TryGetValue(CostField, out var cost) && cost.ValueKind == JsonValueKind.Number && cost.TryGetDecimal(out var value) ? value : null;

    // Unlike prompts and answers, counts are not confidential.
    private protected override string Printed() =>
        string.Create(CultureInfo.InvariantCulture, $"{nameof(ChatUsage)} {{ {nameof(PromptTokens)} = {PromptTokens}, {nameof(CompletionTokens)} = {CompletionTokens}, {nameof(TotalTokens)} = {TotalTokens} }}");

    internal const string CostField = "cost";

    // Some servers send the counts above under these names. The names have their own members, because usage may be sent with every
    // chunk, and extra fields would need more memory. The members are not public, because the public ones above unify them.
    [JsonPropertyName("prompt_cache_hit_tokens")]
    internal long? PromptCacheHitTokens { get; init; }

    [JsonPropertyName("cached_tokens")]
    internal long? CachedTokensAtTop { get; init; }

    [JsonPropertyName("num_cached_tokens")]
    internal long? NumCachedTokens { get; init; }

    [JsonPropertyName("cache_read_input_tokens")]
    internal long? CacheReadInputTokens { get; init; }

    [JsonPropertyName("cache_creation_input_tokens")]
    internal long? CacheCreationInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    internal long? ReasoningTokensAtTop { get; init; }
}
