namespace ChatSdk;

/// <summary>How much of something the server still takes.</summary>
/// <param name="Limit">How much it takes in all; <see langword="null"/> if it does not say.</param>
/// <param name="Remaining">How much it still takes; <see langword="null"/> if it does not say.</param>
/// <param name="ResetAfter">How long, from the answer on, until it takes all of it again; <see langword="null"/> if it does not say.</param>
public sealed record ChatRateLimit(long? Limit, long? Remaining, TimeSpan? ResetAfter);
