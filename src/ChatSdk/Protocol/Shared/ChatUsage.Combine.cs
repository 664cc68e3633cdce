namespace ChatSdk;

public sealed partial record ChatUsage
{
    /// <summary>Combines two usage records, member by member.</summary>
    internal static ChatUsage Combine(ChatUsage one, ChatUsage other, UsageRule rule) => new()
    {
        PromptTokens = rule.Count(one.PromptTokens, other.PromptTokens),
        CompletionTokens = rule.Count(one.CompletionTokens, other.CompletionTokens),
        TotalTokens = rule.Count(one.TotalTokens, other.TotalTokens),
        PromptTokensDetails = PromptTokensDetails.Combine(one.PromptTokensDetails, other.PromptTokensDetails, rule),
        CompletionTokensDetails = CompletionTokensDetails.Combine(one.CompletionTokensDetails, other.CompletionTokensDetails, rule),
        PromptCacheHitTokens = rule.Count(one.PromptCacheHitTokens, other.PromptCacheHitTokens),
        CachedTokensAtTop = rule.Count(one.CachedTokensAtTop, other.CachedTokensAtTop),
        NumCachedTokens = rule.Count(one.NumCachedTokens, other.NumCachedTokens),
        CacheReadInputTokens = rule.Count(one.CacheReadInputTokens, other.CacheReadInputTokens),
        CacheCreationInputTokens = rule.Count(one.CacheCreationInputTokens, other.CacheCreationInputTokens),
        ReasoningTokensAtTop = rule.Count(one.ReasoningTokensAtTop, other.ReasoningTokensAtTop),
        ExtraFields = rule.Fields(one, other),
    };

    /// <summary>
    /// Determines whether this usage replaces an earlier one completely. Usually it does. The two records then need not
    /// be combined, which saves allocations for each chunk.
    /// </summary>
    internal bool Covers(ChatUsage earlier) =>
        UsageRule.Covers(PromptTokens, earlier.PromptTokens)
        && UsageRule.Covers(CompletionTokens, earlier.CompletionTokens)
        && UsageRule.Covers(TotalTokens, earlier.TotalTokens)
        && PromptTokensDetails.Covers(PromptTokensDetails, earlier.PromptTokensDetails)
        && CompletionTokensDetails.Covers(CompletionTokensDetails, earlier.CompletionTokensDetails)
        && UsageRule.Covers(PromptCacheHitTokens, earlier.PromptCacheHitTokens)
        && UsageRule.Covers(CachedTokensAtTop, earlier.CachedTokensAtTop)
        && UsageRule.Covers(NumCachedTokens, earlier.NumCachedTokens)
        && UsageRule.Covers(CacheReadInputTokens, earlier.CacheReadInputTokens)
        && UsageRule.Covers(CacheCreationInputTokens, earlier.CacheCreationInputTokens)
        && UsageRule.Covers(ReasoningTokensAtTop, earlier.ReasoningTokensAtTop)
        && UsageRule.Covers(ExtraFields, earlier.ExtraFields);
}
