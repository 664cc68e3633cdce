using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>How long to wait before a request is sent again, for all who wait.</summary>
internal static class Backoff
{
    // Doubled this often, the shortest delay is longer than any limit.
    private const int _mostDoublings = 60;

    /// <summary>Returns the wait before a retry: as long as the server asks, otherwise one that doubles, spread by a quarter.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="retries">How many retries there were before.</param>
    /// <param name="options">The limits.</param>
    [SuppressMessage("Security", "CA5394", Justification = "Spreads retries over time; nobody gains by guessing it.")]
    public static TimeSpan Next(Exception? failure, int retries, ChatClientOptions options) =>
        AskedFor(failure) ?? Doubled(retries, options) * (1 - (0.25 * Random.Shared.NextDouble()));

    /// <summary>Returns the longest that <see cref="Next"/> may be.</summary>
    public static TimeSpan Longest(Exception? failure, int retries, ChatClientOptions options) => AskedFor(failure) ?? Doubled(retries, options);

    private static TimeSpan? AskedFor(Exception? failure) => failure is ChatApiException { RetryAfter: { } wait } && wait > TimeSpan.Zero ? wait : null;

    private static TimeSpan Doubled(int retries, ChatClientOptions options)
    {
        var seconds = options.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(retries, _mostDoublings));
        return TimeSpan.FromSeconds(Math.Min(seconds, options.MaxRetryDelay.TotalSeconds));
    }
}
