using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>How long to wait before a request is sent again, for all who wait.</summary>
internal static class Backoff
{
    // Doubled this often, the shortest delay is longer than any limit.
    private const int _mostDoublings = 60;

    // Many that were told to wait equally long must not all come back at the same moment.
    private const double _spread = 0.1;

    /// <summary>Returns the wait before a retry: as long as the server asks and up to a tenth longer, otherwise one that doubles, spread by a quarter.</summary>
    /// <param name="failure">What failed.</param>
    /// <param name="retries">How many retries there were before.</param>
    /// <param name="options">The limits.</param>
    [SuppressMessage("Security", "CA5394", Justification = "Spreads retries over time; nobody gains by guessing it.")]
    public static TimeSpan Next(Exception? failure, int retries, ChatClientOptions options) =>
        AskedFor(failure) is { } asked
            ? asked * (1 + (_spread * Random.Shared.NextDouble()))
            : Doubled(retries, options) * (1 - (0.25 * Random.Shared.NextDouble()));

    /// <summary>Returns the longest that <see cref="Next"/> may be.</summary>
    public static TimeSpan Longest(Exception? failure, int retries, ChatClientOptions options) => AskedFor(failure) * (1 + _spread) ?? Doubled(retries, options);

    private static TimeSpan? AskedFor(Exception? failure) => failure is ChatApiException { RetryAfter: { } wait } && wait > TimeSpan.Zero ? wait : null;

    private static TimeSpan Doubled(int retries, ChatClientOptions options)
    {
        var seconds = options.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(retries, _mostDoublings));
        return TimeSpan.FromSeconds(Math.Min(seconds, options.MaxRetryDelay.TotalSeconds));
    }
}
