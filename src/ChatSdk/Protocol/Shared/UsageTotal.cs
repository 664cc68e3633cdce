namespace ChatSdk;

/// <summary>Adds up the usage of several answers.</summary>
internal static class UsageTotal
{
    /// <summary>Returns the sum of two usage records. Counts that a server reports under a non-standard name are added under the protocol's name. If one of the records is <see langword="null"/>, the other is returned unchanged.</summary>
    public static ChatUsage? Add(ChatUsage? one, ChatUsage? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => WithCost(ChatUsage.Combine(Unify(one), Unify(other), UsageRule.Sum), one.Cost is null ? other.Cost : one.Cost + (other.Cost ?? 0)),
    };

    /// <summary>Returns the usage with the cost; if the cost is <see langword="null"/>, the usage is not changed.</summary>
    public static ChatUsage WithCost(ChatUsage usage, decimal? cost) => cost is { } value ? usage.WithField(ChatUsage.CostField, value) : usage;

    /// <summary>Returns the usage with every count under the protocol's name, and under no other name.</summary>
    private static ChatUsage Unify(ChatUsage usage) => usage with
    {
        TotalTokens = usage.TotalTokens ?? UsageRule.Sum.Count(usage.PromptTokens, usage.CompletionTokens),
        PromptTokensDetails = usage.CachedTokens is null && usage.CacheWriteTokens is null
            ? usage.PromptTokensDetails
            : (usage.PromptTokensDetails ?? new()) with { CachedTokens = usage.CachedTokens, CacheWriteTokens = usage.CacheWriteTokens },
        CompletionTokensDetails = usage.ReasoningTokens is null
            ? usage.CompletionTokensDetails
            : (usage.CompletionTokensDetails ?? new()) with { ReasoningTokens = usage.ReasoningTokens },
        PromptCacheHitTokens = null,
        CachedTokensAtTop = null,
        NumCachedTokens = null,
        CacheReadInputTokens = null,
        CacheCreationInputTokens = null,
        ReasoningTokensAtTop = null,
    };
}
