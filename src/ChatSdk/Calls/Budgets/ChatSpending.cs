namespace ChatSdk;

/// <summary>The requests, tokens and cost that a <see cref="ChatBudget"/> has counted.</summary>
public sealed record ChatSpending
{
    internal static ChatSpending None { get; } = new();

    /// <summary>
    /// Gets the number of requests that were sent, including retries, requests to fallback servers, and requests that resume an
    /// interrupted stream.
    /// </summary>
    public long Requests { get; init; }

    /// <summary>Gets the number of input tokens, including the cached ones.</summary>
    public long InputTokens { get; init; }

    /// <summary>Gets the number of input tokens that servers read from their prompt caches.</summary>
    public long CachedInputTokens { get; init; }

    /// <summary>Gets the number of output tokens, including reasoning.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Gets the number of input and output tokens together.</summary>
    public long TotalTokens => InputTokens + OutputTokens;

    /// <summary>Gets the cost, in the currency of <see cref="ChatClientOptions.Prices"/>. Requests to a model without a price count as 0.</summary>
    public decimal Cost { get; init; }

    /// <summary>Returns the tokens that a usage reports, and their cost.</summary>
    /// <param name="usage">The usage.</param>
    /// <param name="price">The price of the model; <see langword="null"/> if it is not known.</param>
    internal static ChatSpending Of(ChatUsage usage, ChatModelPrice? price)
    {
        // Some servers do not include the cached tokens in the prompt tokens, or the reasoning tokens in the completion tokens.
        var (prompt, cached) = (Count(usage.PromptTokens), Count(usage.CachedTokens));
        var uncached = cached <= prompt ? prompt - cached : prompt;
        var output = Math.Max(Count(usage.CompletionTokens), Count(usage.TotalTokens) - uncached - cached);
        return new()
        {
            InputTokens = uncached + cached,
            CachedInputTokens = cached,
            OutputTokens = output,
            Cost = price?.CostOf(uncached, cached, output) ?? 0,
        };
    }

    internal ChatSpending Plus(ChatSpending other) => new()
    {
        Requests = Requests + other.Requests,
        InputTokens = InputTokens + other.InputTokens,
        CachedInputTokens = CachedInputTokens + other.CachedInputTokens,
        OutputTokens = OutputTokens + other.OutputTokens,
        Cost = Cost + other.Cost,
    };

    internal ChatSpending Minus(ChatSpending other) => Plus(new()
    {
        Requests = -other.Requests,
        InputTokens = -other.InputTokens,
        CachedInputTokens = -other.CachedInputTokens,
        OutputTokens = -other.OutputTokens,
        Cost = -other.Cost,
    });

    // No answer has int.MaxValue tokens, and a sum of counts up to that number does not overflow.
    private static long Count(long? tokens) => Math.Clamp(tokens ?? 0, 0, int.MaxValue);
}
