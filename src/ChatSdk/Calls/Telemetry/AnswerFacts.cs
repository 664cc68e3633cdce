using System.Diagnostics;

namespace ChatSdk;

/// <summary>Provides the span tags that describe an answer, which may be incomplete.</summary>
internal readonly record struct AnswerFacts(IModelAnswer? Answer)
{
    // Values from the server may be arbitrarily long, so they are cut to this number of characters.
    private const int _maxLength = 256;
    private const int _maxReasons = 128;

    public string? Model => Answer?.Model;

    public ChatUsage? Usage => Answer?.Usage;

    public void SetOn(Activity span, bool withContent)
    {
        string[] reasons = [.. (Answer?.FinishReasons ?? []).OfType<FinishReason>().Take(_maxReasons).Select(reason => Cut(reason.Value)!)];
        span.SetTag(TelemetryNames.ResponseId, Cut(Answer?.Id))
            .SetTag(TelemetryNames.ResponseModel, Cut(Model))
            .SetTag(TelemetryNames.ResponseFinishReasons, reasons.Length > 0 ? reasons : null)
            .SetTag(TelemetryNames.InputTokens, Usage?.PromptTokens)
            .SetTag(TelemetryNames.OutputTokens, Usage?.CompletionTokens)
            .SetTag(TelemetryNames.CachedTokens, Usage?.CachedTokens)
            .SetTag(TelemetryNames.ReasoningTokens, Usage?.ReasoningTokens)
            .SetTag(TelemetryNames.OutputMessages, withContent && Answer is ChatCompletion chat ? MessageJson.OfChoices(chat.Choices) : null);
    }

    private static string? Cut(string? text) => text?.Length > _maxLength ? text[.._maxLength] : text;
}
