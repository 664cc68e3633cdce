using System.Globalization;

namespace ChatSdk;

/// <summary>
/// Reads the headers that report a rate limit. Their names have the form <c>x-ratelimit-limit-requests</c>, optionally followed by the
/// period (<c>-minute</c>, <c>-hour</c> or <c>-day</c>), or the form <c>…-ratelimit-requests-limit</c>.
/// </summary>
internal static class RateLimitHeaders
{
    // If a server reports limits for several periods, the limit for the shortest one is returned.
    private static readonly string[] _periods = ["", "-minute", "-hour", "-day"];

    /// <summary>Returns the limit for <c>requests</c> or <c>tokens</c>. If <paramref name="what"/> is empty, returns the limit whose headers name neither. Returns <see langword="null"/> if no header reports the limit.</summary>
    public static ChatRateLimit? Read(IReadOnlyDictionary<string, string> headers, string what, DateTimeOffset now)
    {
        var limit = Number(Find(headers, "limit", what));
        var remaining = Number(Find(headers, "remaining", what));
        var reset = Find(headers, "reset", what) is { Length: > 0 } text ? DurationOf(text, now) : null;
        return limit is null && remaining is null && reset is null ? null : new ChatRateLimit(limit, remaining, reset);
    }

    private static string? Find(IReadOnlyDictionary<string, string> headers, string which, string what)
    {
        var suffix = what.Length == 0 ? "" : $"-{what}";
        foreach (var period in _periods)
        {
            if (headers.TryGetValue($"x-ratelimit-{which}{suffix}{period}", out var value))
            {
                return value;
            }
        }

        var swapped = $"-ratelimit{suffix}-{which}";
        return what.Length == 0 ? null : headers.FirstOrDefault(header => header.Key.EndsWith(swapped, StringComparison.OrdinalIgnoreCase)).Value;
    }

    private static long? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 9e18 ? (long)number : null;

    /// <summary>Returns the time until the reset. The text is a duration, such as <c>1.5</c> (seconds), <c>6m0s</c> or <c>20ms</c>, or a point in time (a date, or seconds or milliseconds since 1970).</summary>
    private static TimeSpan? DurationOf(string text, DateTimeOffset now)
    {
        const double MaxSeconds = 1e8;
        const double MaxEpochSeconds = 1e11;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number switch
            {
                < 0 or double.NaN or > 1e14 => null,
                < MaxSeconds => TimeSpan.FromSeconds(number),
                < MaxEpochSeconds => Until(DateTimeOffset.FromUnixTimeMilliseconds((long)(number * 1000)), now),
                _ => Until(DateTimeOffset.FromUnixTimeMilliseconds((long)number), now),
            };
        }

        return DurationText.Read(text) ?? (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Until(moment, now) : null);
    }

    private static TimeSpan Until(DateTimeOffset moment, DateTimeOffset now) => moment > now ? moment - now : TimeSpan.Zero;
}
