using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>What the tokens of an answer were.</summary>
[JsonConverter(typeof(WireConverter<CompletionTokensDetails>))]
public sealed partial record CompletionTokensDetails() : WireRecord
{
    /// <summary>Gets the tokens of the model's thinking.</summary>
    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    /// <summary>Gets the tokens of sound.</summary>
    [JsonPropertyName("audio_tokens")]
    public long? AudioTokens { get; init; }

    /// <summary>Gets the predicted tokens that came again in the answer.</summary>
    [JsonPropertyName("accepted_prediction_tokens")]
    public long? AcceptedPredictionTokens { get; init; }

    /// <summary>Gets the predicted tokens that did not, and are paid for all the same.</summary>
    [JsonPropertyName("rejected_prediction_tokens")]
    public long? RejectedPredictionTokens { get; init; }
}
