namespace ChatSdk;

/// <summary>A server's rate limit for requests or tokens.</summary>
/// <param name="Limit">The number of requests or tokens that the server accepts per period; <see langword="null"/> if the server does not report it.</param>
/// <param name="Remaining">The number of requests or tokens that the server still accepts in the current period; <see langword="null"/> if the server does not report it.</param>
/// <param name="ResetAfter">The time from the response until the limit is fully available again; <see langword="null"/> if the server does not report it.</param>
public sealed record ChatRateLimit(long? Limit, long? Remaining, TimeSpan? ResetAfter);
