using System.Diagnostics;

namespace ChatSdk;

/// <summary>The tags of a span for the answer, which may be incomplete.</summary>
internal readonly record struct AnswerFacts(IModelAnswer? Answer)
{
    // A server may write any number of characters where a few are usual.
    private const int _longest = 256;
    private const int _mostReasons = 128;

    public string? Model => Answer?.Model;

    public ChatUsage? Usage => Answer?.Usage;

    public void SetOn(Activity span, bool withContent)
    {
        string[] reasons = [.. (Answer?.FinishReasons ?? []).OfType<FinishReason>().Take(_mostReasons).Select(reason => Cut(reason.Value)!)];
        span.SetTag(TelemetryNames.ResponseId, Cut(Answer?.Id))
            .SetTag(TelemetryNames.ResponseModel, Cut(Model))
            .SetTag(TelemetryNames.ResponseFinishReasons, reasons.Length > 0 ? reasons : null)
            .SetTag(TelemetryNames.InputTokens, Usage?.PromptTokens)
            .SetTag(TelemetryNames.OutputTokens, Usage?.CompletionTokens)
            .SetTag(TelemetryNames.CachedTokens, Usage?.CachedTokens)
            .SetTag(TelemetryNames.ReasoningTokens, Usage?.ReasoningTokens)
            .SetTag(TelemetryNames.OutputMessages, withContent && Answer is ChatCompletion chat ? MessageJson.OfChoices(chat.Choices) : null);
    }

    private static string? Cut(string? text) => text?.Length > _longest ? text[.._longest] : text;
}
