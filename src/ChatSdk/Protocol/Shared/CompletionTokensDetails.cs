using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A breakdown of the tokens in an answer.</summary>
[JsonConverter(typeof(WireConverter<CompletionTokensDetails>))]
public sealed partial record CompletionTokensDetails() : WireRecord
{
    /// <summary>Gets the number of reasoning tokens.</summary>
    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    /// <summary>Gets the number of audio tokens.</summary>
    [JsonPropertyName("audio_tokens")]
    public long? AudioTokens { get; init; }

    /// <summary>Gets the number of predicted tokens that appear in the answer.</summary>
    [JsonPropertyName("accepted_prediction_tokens")]
    public long? AcceptedPredictionTokens { get; init; }

    /// <summary>Gets the number of predicted tokens that do not appear in the answer. They are billed too.</summary>
    [JsonPropertyName("rejected_prediction_tokens")]
    public long? RejectedPredictionTokens { get; init; }

    /// <summary>Combines two breakdowns, member by member; returns <see langword="null"/> if both are <see langword="null"/>.</summary>
    internal static CompletionTokensDetails? Combine(CompletionTokensDetails? one, CompletionTokensDetails? other, UsageRule rule) => one is null && other is null ? null : new()
    {
        ReasoningTokens = rule.Count(one?.ReasoningTokens, other?.ReasoningTokens),
        AudioTokens = rule.Count(one?.AudioTokens, other?.AudioTokens),
        AcceptedPredictionTokens = rule.Count(one?.AcceptedPredictionTokens, other?.AcceptedPredictionTokens),
        RejectedPredictionTokens = rule.Count(one?.RejectedPredictionTokens, other?.RejectedPredictionTokens),
        ExtraFields = rule.Fields(one, other),
    };

    /// <summary>Determines whether the later details replace the earlier ones completely.</summary>
    internal static bool Covers(CompletionTokensDetails? later, CompletionTokensDetails? earlier) => earlier is null || (later is not null
        && UsageRule.Covers(later.ReasoningTokens, earlier.ReasoningTokens)
        && UsageRule.Covers(later.AudioTokens, earlier.AudioTokens)
        && UsageRule.Covers(later.AcceptedPredictionTokens, earlier.AcceptedPredictionTokens)
        && UsageRule.Covers(later.RejectedPredictionTokens, earlier.RejectedPredictionTokens)
        && UsageRule.Covers(later.ExtraFields, earlier.ExtraFields));
}
