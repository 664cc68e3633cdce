using System.Diagnostics;

namespace ChatSdk;

/// <summary>What a span says of the answer, as far as it came.</summary>
internal readonly record struct AnswerFacts
{
    private string? Id { get; init; }

    public string? Model { get; private init; }

    public ChatUsage? Usage { get; private init; }

    private IEnumerable<FinishReason?> Reasons { get; init; }

    private ChatCompletion? Chat { get; init; }

    public static AnswerFacts Of(WireRecord? answer) => answer switch
    {
        ChatCompletion chat => new() { Id = chat.Id, Model = chat.Model, Usage = chat.Usage, Reasons = chat.Choices.Select(choice => choice.FinishReason), Chat = chat },
        TextCompletion text => new() { Id = text.Id, Model = text.Model, Usage = text.Usage, Reasons = text.Choices.Select(choice => choice.FinishReason) },
        _ => new() { Reasons = [] },
    };

    public void SetOn(Activity span, bool withContent)
    {
        string[] reasons = [.. Reasons.OfType<FinishReason>().Select(reason => reason.Value)];
        span.SetTag(TelemetryNames.ResponseId, Id)
            .SetTag(TelemetryNames.ResponseModel, Model)
            .SetTag(TelemetryNames.ResponseFinishReasons, reasons.Length > 0 ? reasons : null)
            .SetTag(TelemetryNames.InputTokens, Usage?.PromptTokens)
            .SetTag(TelemetryNames.OutputTokens, Usage?.CompletionTokens)
            .SetTag(TelemetryNames.CachedTokens, Usage?.CachedTokens)
            .SetTag(TelemetryNames.ReasoningTokens, Usage?.ReasoningTokens)
            .SetTag(TelemetryNames.OutputMessages, withContent && Chat is not null ? MessageJson.OfChoices(Chat.Choices) : null);
    }
}
