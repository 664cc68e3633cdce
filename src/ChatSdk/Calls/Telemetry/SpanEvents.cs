using System.Diagnostics;

namespace ChatSdk;

/// <summary>Adds events to the span of a call.</summary>
internal static class SpanEvents
{
    /// <summary>Adds an event for an attempt that has ended.</summary>
    public static void AddAttempt(Activity span, Call call, CallContext attempt, TimeSpan duration, Exception? failure) => Add(
        span,
        TelemetryNames.AttemptEvent,
        (TelemetryNames.AttemptNumber, attempt.Attempts),
        (TelemetryNames.AttemptDuration, duration.TotalSeconds),
        (TelemetryNames.ServerAddress, new Uri(call.Options.BaseAddress!.Trim()).IdnHost),
        (TelemetryNames.StatusCode, (int?)attempt.Response?.Status),
        (TelemetryNames.ErrorType, failure is null ? null : FailureReason.Of(failure)));

    /// <summary>Adds an event at the beginning of the wait before another request.</summary>
    public static void AddRetry(Activity span, int attempt, TimeSpan delay, Exception failure) => Add(
        span,
        TelemetryNames.RetryEvent,
        (TelemetryNames.AttemptNumber, attempt),
        (TelemetryNames.RetryDelay, delay.TotalSeconds),
        (TelemetryNames.ErrorType, FailureReason.Of(failure)));

    /// <summary>Adds an event after a request has waited for one of the client's rate limits.</summary>
    public static void AddRateLimitWait(Activity span, TimeSpan time) => Add(span, TelemetryNames.RateLimitWait, (TelemetryNames.RateLimitWait, time.TotalSeconds));

    /// <summary>Adds an event for the start of a hedged attempt.</summary>
    public static void AddHedge(Activity span) => Add(span, TelemetryNames.HedgeEvent);

    private static void Add(Activity span, string name, params ReadOnlySpan<(string Name, object? Value)> tags)
    {
        var known = new ActivityTagsCollection();
        foreach (var (tag, value) in tags)
        {
            // The indexer does not add a tag whose value is null.
            known[tag] = value;
        }

        span.AddEvent(new ActivityEvent(name, tags: known));
    }
}
