using System.Globalization;

namespace ChatSdk;

/// <summary>Parses durations in the forms that servers use: <c>20s</c>, <c>1m30s</c>, <c>350ms</c>, <c>5 minutes</c>, <c>1 minute and 5 seconds</c>.</summary>
internal static class DurationText
{
    // This is about 30 years, which is practically infinite but still in the range of a TimeSpan.
    private const double _maxSeconds = 1e9;

    private const string _letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly (string Unit, double Seconds)[] _units =
    [
        ("ms", 0.001), ("millis", 0.001), ("millisecond", 0.001), ("milliseconds", 0.001),
        ("s", 1), ("sec", 1), ("secs", 1), ("second", 1), ("seconds", 1),
        ("m", 60), ("min", 60), ("mins", 60), ("minute", 60), ("minutes", 60),
        ("h", 3600), ("hr", 3600), ("hrs", 3600), ("hour", 3600), ("hours", 3600),
        ("d", 86_400), ("day", 86_400), ("days", 86_400),
    ];

    /// <summary>Returns the duration, limited to about 30 years; <see langword="null"/> if the number is negative or NaN.</summary>
    public static TimeSpan? OfSeconds(double seconds) => seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, _maxSeconds)) : null;

    /// <summary>Parses a number without a sign; returns <see langword="null"/> if the text is not one.</summary>
    public static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Parses text that consists only of a duration with units; returns <see langword="null"/> if it does not.</summary>
    public static TimeSpan? Read(ReadOnlySpan<char> text) => ReadStart(text, out var rest) is { } duration && rest.Trim().IsEmpty ? duration : null;

    /// <summary>Parses a duration with units at the start of the text; returns <see langword="null"/> if there is none.</summary>
    public static TimeSpan? ReadStart(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text;
        double? sum = null;
        for (var next = text; ReadPart(ref next) is { } seconds; next = WithoutJoin(next))
        {
            sum = (sum ?? 0) + seconds;
            rest = next;
        }

        return sum is null ? null : OfSeconds(sum.Value);
    }

    private static double? ReadPart(ref ReadOnlySpan<char> text)
    {
        var number = text[..(text.IndexOfAnyExceptInRange('.', '9') is >= 0 and var end ? end : text.Length)];
        var unit = text[number.Length..].TrimStart();
        var rest = unit.TrimStart(_letters);
        unit = unit[..^rest.Length];
        foreach (var (name, seconds) in _units)
        {
            if (unit.Equals(name, StringComparison.OrdinalIgnoreCase) && Number(number) is { } count)
            {
                text = rest;
                return count * seconds;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> WithoutJoin(ReadOnlySpan<char> text)
    {
        var next = text.TrimStart(" ,");
        return next.StartsWith("and ", StringComparison.OrdinalIgnoreCase) ? next["and ".Length..].TrimStart() : next;
    }
}
