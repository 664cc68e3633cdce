using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>Calculates the delays before retries.</summary>
internal static class Backoff
{
    // After this many doublings, even the shortest delay exceeds any limit.
    private const int _maxDoublings = 60;

    // Clients that were told to wait equally long must not all retry at the same moment.
    private const double _spread = 0.1;

    /// <summary>Returns the delay before a retry: the time that the server requests plus up to a tenth of it, or else an exponential delay that is randomly reduced by up to a quarter.</summary>
    /// <param name="failure">The failure of the last attempt. If it is <see langword="null"/>, the delay is exponential.</param>
    /// <param name="retries">The number of previous retries.</param>
    /// <param name="options">The options with the first and the longest delay.</param>
    [SuppressMessage("Security", "CA5394", Justification = "The number only spreads retries over time and is not a secret.")]
    public static TimeSpan Next(Exception? failure, int retries, ChatClientOptions options) =>
        Requested(failure) ?? Doubled(retries, options) * (1 - (0.25 * Random.Shared.NextDouble()));

    /// <summary>Returns the delay that the server requests plus up to a tenth of it; <see langword="null"/> if it requests none.</summary>
    /// <param name="failure">The failure of the last attempt.</param>
    [SuppressMessage("Security", "CA5394", Justification = "The number only spreads retries over time and is not a secret.")]
    public static TimeSpan? Requested(Exception? failure) => RequestedDelay(failure) * (1 + (_spread * Random.Shared.NextDouble()));

    /// <summary>Returns the longest delay that <see cref="Next"/> can return.</summary>
    public static TimeSpan Longest(Exception? failure, int retries, ChatClientOptions options) => RequestedDelay(failure) * (1 + _spread) ?? Doubled(retries, options);

    private static TimeSpan? RequestedDelay(Exception? failure) => failure is ChatApiException { RetryAfter: { } wait } && wait > TimeSpan.Zero ? wait : null;

    private static TimeSpan Doubled(int retries, ChatClientOptions options)
    {
        var seconds = options.RetryDelay.TotalSeconds * Math.Pow(2, Math.Min(retries, _maxDoublings));
        return TimeSpan.FromSeconds(Math.Min(seconds, options.MaxRetryDelay.TotalSeconds));
    }
}
