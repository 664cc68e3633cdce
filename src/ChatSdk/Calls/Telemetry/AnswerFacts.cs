using System.Diagnostics;

namespace ChatSdk;

/// <summary>The tags of a span for the answer, which may be incomplete.</summary>
internal readonly record struct AnswerFacts(IModelAnswer? Answer)
{
    public string? Model => Answer?.Model;

    public ChatUsage? Usage => Answer?.Usage;

    public void SetOn(Activity span, bool withContent)
    {
        string[] reasons = [.. (Answer?.FinishReasons ?? []).OfType<FinishReason>().Select(reason => reason.Value)];
        span.SetTag(TelemetryNames.ResponseId, Answer?.Id)
            .SetTag(TelemetryNames.ResponseModel, Model)
            .SetTag(TelemetryNames.ResponseFinishReasons, reasons.Length > 0 ? reasons : null)
            .SetTag(TelemetryNames.InputTokens, Usage?.PromptTokens)
            .SetTag(TelemetryNames.OutputTokens, Usage?.CompletionTokens)
            .SetTag(TelemetryNames.CachedTokens, Usage?.CachedTokens)
            .SetTag(TelemetryNames.ReasoningTokens, Usage?.ReasoningTokens)
            .SetTag(TelemetryNames.OutputMessages, withContent && Answer is ChatCompletion chat ? MessageJson.OfChoices(chat.Choices) : null);
    }
}
