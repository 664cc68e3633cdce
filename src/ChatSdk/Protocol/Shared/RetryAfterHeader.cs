using System.Globalization;

namespace ChatSdk;

/// <summary>Reads how long a server asks to wait: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds (fractions too) or as a date.</summary>
internal static class RetryAfterHeader
{
    /// <summary>Returns the wait; <see langword="null"/> if there is none that makes sense. A date in the past is not a wait.</summary>
    public static TimeSpan? Read(IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        if (headers.TryGetValue("retry-after-ms", out var milliseconds) && Number(milliseconds, TimeSpan.FromMilliseconds) is { } fine)
        {
            return fine;
        }

        if (!headers.TryGetValue("retry-after", out var text))
        {
            return null;
        }

        if (Number(text, TimeSpan.FromSeconds) is { } wait)
        {
            return wait;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && text.Contains(':', StringComparison.Ordinal)
            ? date > now ? date - now : TimeSpan.Zero
            : null;
    }

    private static TimeSpan? Number(string text, Func<double, TimeSpan> unit)
    {
        // Longer than the longest time span is as good as for ever; not a number and less than nothing say nothing.
        const double Longest = 1e9;
        return double.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && number >= 0
            ? unit(Math.Min(number, Longest))
            : null;
    }
}
