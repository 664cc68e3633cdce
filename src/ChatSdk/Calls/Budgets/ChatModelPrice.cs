namespace ChatSdk;

/// <summary>The prices of a model, each for a million tokens, in a currency of your choice.</summary>
public sealed record ChatModelPrice
{
    /// <summary>
    /// Gets the price of a million input tokens that the server did not read from its prompt cache. It must be positive, and at most a
    /// billion.
    /// </summary>
    public decimal Input { get; init; }

    /// <summary>
    /// Gets the price of a million output tokens, including reasoning. If it is <see langword="null"/>, which is the default,
    /// <see cref="Input"/> applies; otherwise, the value must be positive, and at most a billion. It has no effect on embeddings, which
    /// have no output tokens.
    /// </summary>
    public decimal? Output { get; init; }

    /// <summary>
    /// Gets the price of a million input tokens that the server read from its prompt cache. If it is <see langword="null"/>, which is the
    /// default, <see cref="Input"/> applies; otherwise, the value must be positive, and at most a billion.
    /// </summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Returns the cost of a request and its answer.</summary>
    internal decimal CostOf(long input, long cachedInput, long output) =>
        ((input * Input) + (cachedInput * (CachedInput ?? Input)) + (output * (Output ?? Input))) / 1_000_000;
}
