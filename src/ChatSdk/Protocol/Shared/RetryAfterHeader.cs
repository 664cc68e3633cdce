using System.Globalization;

namespace ChatSdk;

/// <summary>Reads how long the server tells the client to wait. The header <c>retry-after-ms</c> contains milliseconds; <c>Retry-After</c> contains seconds, possibly with a fraction, or a date.</summary>
internal static class RetryAfterHeader
{
    /// <summary>Returns the time to wait, which is zero for a date in the past; <see langword="null"/> if there is no valid header.</summary>
    public static TimeSpan? Read(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        if (headers.TryGetValue("retry-after-ms", out var milliseconds) && DurationText.Number(milliseconds) is { } number && DurationText.OfSeconds(number / 1000) is { } precise)
        {
            return precise;
        }

        if (!headers.TryGetValue("retry-after", out var text))
        {
            return null;
        }

        if (DurationText.Number(text) is { } seconds)
        {
            return DurationText.OfSeconds(seconds);
        }

        if (DateOf(text) is not { } date)
        {
            return null;
        }

        // The server's clock may differ from ours by minutes, so the date is compared with the server's own Date header. Our clock is
        // used only if the Date header is missing, invalid or not earlier than the date to wait for.
        var wait = headers.TryGetValue("date", out var sent) && DateOf(sent) is { } serverTime ? date - serverTime : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : date > now ? date - now : TimeSpan.Zero;
    }

    private static DateTimeOffset? DateOf(string text) =>
        text.Contains(':', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
