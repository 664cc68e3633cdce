using System.Globalization;

namespace ChatSdk;

/// <summary>Reads how long a server asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds (fractions too) or as a date.</summary>
internal static class RetryAfterHeader
{
    /// <summary>Returns the wait; <see langword="null"/> if there is none that makes sense. A date in the past is not a wait.</summary>
    public static TimeSpan? Read(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        if (headers.TryGetValue("retry-after-ms", out var milliseconds) && DurationText.Number(milliseconds) is { } number && DurationText.OfSeconds(number / 1000) is { } fine)
        {
            return fine;
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

        // The server's clock may differ from ours by minutes; the date is one of its clock. Only where that makes no sense is
        // the date taken from ours.
        var wait = headers.TryGetValue("date", out var sent) && DateOf(sent) is { } there ? date - there : TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : date > now ? date - now : TimeSpan.Zero;
    }

    private static DateTimeOffset? DateOf(string text) =>
        text.Contains(':', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
