using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The probabilities of the tokens of an answer.</summary>
[JsonConverter(typeof(WireConverter<ChatLogProbs>))]
public sealed partial record ChatLogProbs() : WireRecord
{
    /// <summary>Gets the tokens of the text.</summary>
    [JsonPropertyName("content")]
    public IReadOnlyList<TokenLogProb>? Content { get; init => field = WireList<TokenLogProb>.FromOptional(value); }

    /// <summary>Gets the tokens of the refusal.</summary>
    [JsonPropertyName("refusal")]
    public IReadOnlyList<TokenLogProb>? Refusal { get; init => field = WireList<TokenLogProb>.FromOptional(value); }
}
