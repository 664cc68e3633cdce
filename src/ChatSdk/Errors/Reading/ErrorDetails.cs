using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Searches the complete body of an error for the time to wait before a retry, and for a daily quota that is used up.</summary>
internal static class ErrorDetails
{
    private const int _deepest = 16;

    private static readonly HashSet<string> _waits = new(["retry_delay", "retry_after", "retry_after_seconds", "retry_after_secs", "retry_in"], LooseName.Comparer);

    private static readonly HashSet<string> _waitsInMilliseconds = new(["retry_delay_ms", "retry_after_ms", "retry_after_millis", "retry_after_milliseconds", "retry_in_ms"], LooseName.Comparer);

    // These fields quote or assess the request or the answer, so the words in them do not describe the error.
    private static readonly HashSet<string> _quotes = new(["input", "prompt", "messages", "choices", "failed_generation", "content_filter_results"], LooseName.Comparer);

    /// <summary>Determines whether a field quotes or assesses the request or the answer.</summary>
    public static bool IsQuote(string field) => _quotes.Contains(field);

    /// <summary>Returns the time to wait, from a field with a known name; <see langword="null"/> if there is none.</summary>
    public static TimeSpan? FindWait(JsonElement body, int depth = 0) => depth > _deepest ? null : body.ValueKind switch
    {
        JsonValueKind.Object => body.EnumerateObject().Where(member => !IsQuote(member.Name)).Select(member => WaitOf(member) ?? FindWait(member.Value, depth + 1)).FirstOrDefault(wait => wait is not null),
        JsonValueKind.Array => body.EnumerateArray().Select(item => FindWait(item, depth + 1)).FirstOrDefault(wait => wait is not null),
        JsonValueKind.String when JsonText.Of(body) is var text && text.AsSpan().TrimStart() is ['{' or '[', ..] => FindWaitInJson(text, depth),
        _ => null,
    };

    /// <summary>Determines from the id or the description of a quota whether a daily quota is used up.</summary>
    public static bool HasDailyQuota(JsonElement body, bool isQuota = false, int depth = 0) => depth <= _deepest && body.ValueKind switch
    {
        JsonValueKind.Object => body.EnumerateObject().Where(member => !IsQuote(member.Name)).Any(member => HasDailyQuota(member.Value, isQuota || IsQuotaName(member.Name), depth + 1)),
        JsonValueKind.Array => body.EnumerateArray().Any(item => HasDailyQuota(item, isQuota, depth + 1)),
        JsonValueKind.String => isQuota && Words.Any(JsonText.Of(body), "PerDay", "per_day", "per-day", "per day"),
        _ => false,
    };

    private static bool IsQuotaName(string name) => name.StartsWith("quota", StringComparison.OrdinalIgnoreCase) || LooseName.Comparer.Equals(name, "violations");

    // Some gateways include the response that they received from another service as a string.
    private static TimeSpan? FindWaitInJson(string text, int depth)
    {
        using var json = ErrorReader.Parse(Encoding.UTF8.GetBytes(text));
        return json is null ? null : FindWait(json.RootElement, depth + 1);
    }

    private static TimeSpan? WaitOf(JsonProperty member)
    {
        var unit = _waits.Contains(member.Name) ? 1 : _waitsInMilliseconds.Contains(member.Name) ? 0.001 : 0;
        if (unit == 0)
        {
            return null;
        }

        if (member.Value.ValueKind == JsonValueKind.Object)
        {
            // Protocol Buffers write a duration as an object with these two members.
            return DurationText.OfSeconds((member.Value.Number("seconds") ?? -1) + ((member.Value.Number("nanos") ?? 0) * 1e-9));
        }

        var text = member.Value.AsText();
        return DurationText.Number(text) is { } number ? DurationText.OfSeconds(number * unit) : DurationText.Read(text);
    }
}
