namespace ChatSdk;

/// <summary>Adds up what several answers cost.</summary>
internal static class UsageTotal
{
    /// <summary>Gives the sum. What a server says in its own way is added under the protocol's name.</summary>
    public static ChatUsage? Add(ChatUsage? one, ChatUsage? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => new ChatUsage
        {
            PromptTokens = Sum(one.PromptTokens, other.PromptTokens),
            CompletionTokens = Sum(one.CompletionTokens, other.CompletionTokens),
            TotalTokens = Sum(Total(one), Total(other)),
            PromptTokensDetails = Prompt(one, other),
            CompletionTokensDetails = Completion(one, other),
        },
    };

    private static PromptTokensDetails? Prompt(ChatUsage one, ChatUsage other)
    {
        PromptTokensDetails sum = new()
        {
            CachedTokens = Sum(one.CachedTokens, other.CachedTokens),
            AudioTokens = Sum(one.PromptTokensDetails?.AudioTokens, other.PromptTokensDetails?.AudioTokens),
            TextTokens = Sum(one.PromptTokensDetails?.TextTokens, other.PromptTokensDetails?.TextTokens),
            ImageTokens = Sum(one.PromptTokensDetails?.ImageTokens, other.PromptTokensDetails?.ImageTokens),
            CacheWriteTokens = Sum(one.PromptTokensDetails?.CacheWriteTokens, other.PromptTokensDetails?.CacheWriteTokens),
        };
        return sum == new PromptTokensDetails() ? null : sum;
    }

    private static CompletionTokensDetails? Completion(ChatUsage one, ChatUsage other)
    {
        CompletionTokensDetails sum = new()
        {
            ReasoningTokens = Sum(one.ReasoningTokens, other.ReasoningTokens),
            AudioTokens = Sum(one.CompletionTokensDetails?.AudioTokens, other.CompletionTokensDetails?.AudioTokens),
            AcceptedPredictionTokens = Sum(one.CompletionTokensDetails?.AcceptedPredictionTokens, other.CompletionTokensDetails?.AcceptedPredictionTokens),
            RejectedPredictionTokens = Sum(one.CompletionTokensDetails?.RejectedPredictionTokens, other.CompletionTokensDetails?.RejectedPredictionTokens),
        };
        return sum == new CompletionTokensDetails() ? null : sum;
    }

    private static long? Total(ChatUsage usage) => usage.TotalTokens ?? Sum(usage.PromptTokens, usage.CompletionTokens);

    private static long? Sum(long? one, long? other) => one is null ? other : one + (other ?? 0);
}
