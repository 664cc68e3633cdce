namespace ChatSdk;

/// <summary>
/// Accumulates usage that is sent several times in a stream: as a running total, in parts, or as zeros before the actual usage.
/// The latest usage is used, and counts that it lacks are taken from the earlier ones. If a stream was resumed, the usage of all its
/// responses is added up.
/// </summary>
internal struct UsageAccumulator
{
    private ChatUsage? _before;
    private ChatUsage? _last;

    /// <summary>Gets the usage so far; <see langword="null"/> if none has been received.</summary>
    public readonly ChatUsage? Value => UsageTotal.Add(_before, _last);

    public void Add(ChatUsage? later)
    {
        if (later is not null && !ReferenceEquals(later, _last))
        {
            _last = _last is null || later.Covers(_last) ? later : Merge(_last, later);
        }
    }

    /// <summary>Starts to accumulate the usage of another response, after a stream has been resumed.</summary>
    public void BeginResponse() => (_before, _last) = (Value, null);

    private static ChatUsage Merge(ChatUsage earlier, ChatUsage later)
    {
        var usage = ChatUsage.Combine(earlier, later, UsageRule.Later);

        // If each total is the sum of the counts that were sent with it, it covers only those counts, so the total is recalculated. Any other total is preserved.
        return usage.TotalTokens is not null && HasPlainTotal(earlier) && HasPlainTotal(later)
            ? usage with { TotalTokens = UsageRule.Sum.Count(usage.PromptTokens, usage.CompletionTokens) ?? usage.TotalTokens }
            : usage;
    }

    private static bool HasPlainTotal(ChatUsage usage) =>
        usage.TotalTokens is null || usage.TotalTokens == (usage.PromptTokens ?? 0) + (usage.CompletionTokens ?? 0);
}
