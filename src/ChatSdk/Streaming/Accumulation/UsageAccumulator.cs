namespace ChatSdk;

/// <summary>
/// Accumulates usage that is sent several times in a stream: as a running total, in parts, or as zeros before the actual usage.
/// The later usage is used, and counts that it lacks are taken from the earlier one.
/// </summary>
internal struct UsageAccumulator
{
    /// <summary>Gets the usage so far; <see langword="null"/> if there was none.</summary>
    public ChatUsage? Value { get; private set; }

    public void Add(ChatUsage? later)
    {
        if (later is not null && !ReferenceEquals(later, Value))
        {
            Value = Value is null || later.Covers(Value) ? later : Merge(Value, later);
        }
    }

    private static ChatUsage Merge(ChatUsage earlier, ChatUsage later)
    {
        var usage = ChatUsage.Combine(earlier, later, UsageRule.Later);

        // Plain sums are recalculated, because each covers only its own part. A total that is not a plain sum is preserved.
        return usage.TotalTokens is not null && HasPlainTotal(earlier) && HasPlainTotal(later)
            ? usage with { TotalTokens = UsageRule.Sum.Count(usage.PromptTokens, usage.CompletionTokens) ?? usage.TotalTokens }
            : usage;
    }

    private static bool HasPlainTotal(ChatUsage usage) =>
        usage.TotalTokens is null || usage.TotalTokens == (usage.PromptTokens ?? 0) + (usage.CompletionTokens ?? 0);
}
