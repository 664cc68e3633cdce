using System.Diagnostics;

namespace ChatSdk;

/// <summary>Provides the span tags that describe an answer, which may be incomplete.</summary>
/// <param name="Answer">The answer; <see langword="null"/> if none was received.</param>
/// <param name="HasFailed">Whether the call failed. If it did, choices without a finish reason are incomplete.</param>
internal readonly record struct AnswerFacts(IModelAnswer? Answer, bool HasFailed)
{
    // Values from the server may be arbitrarily long, so they are cut to this number of characters.
    private const int _maxLength = 256;
    private const int _maxReasons = 128;

    /// <summary>The finish reason of a choice that was interrupted, according to the OpenTelemetry conventions.</summary>
    private const string _error = "error";

    public string? Model => Answer?.Model;

    public ChatUsage? Usage => Answer?.Usage;

    public void SetOn(Activity span, bool withContent)
    {
        var unfinished = HasFailed ? _error : null;
        string[] reasons = [.. (Answer?.FinishReasons ?? []).Select(reason => Cut(reason?.Value) ?? unfinished).OfType<string>().Take(_maxReasons)];
        span.SetTag(TelemetryNames.ResponseId, Cut(Answer?.Id))
            .SetTag(TelemetryNames.ResponseModel, Cut(Model))
            .SetTag(TelemetryNames.ResponseFinishReasons, reasons.Length > 0 ? reasons : null)
            .SetTag(TelemetryNames.InputTokens, Usage?.PromptTokens)
            .SetTag(TelemetryNames.OutputTokens, Usage?.CompletionTokens)
            .SetTag(TelemetryNames.CachedTokens, Usage?.CachedTokens)
            .SetTag(TelemetryNames.CacheWriteTokens, Usage?.CacheWriteTokens)
            .SetTag(TelemetryNames.ReasoningTokens, Usage?.ReasoningTokens)
            .SetTag(TelemetryNames.OutputMessages, withContent && Answer is ChatCompletion chat ? MessageJson.OfChoices(chat.Choices, unfinished) : null);
    }

    private static string? Cut(string? text) => text?.Length > _maxLength ? text[.._maxLength] : text;
}
