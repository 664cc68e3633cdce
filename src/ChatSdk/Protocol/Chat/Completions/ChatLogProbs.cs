using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The log probabilities of the tokens in an answer.</summary>
[JsonConverter(typeof(WireConverter<ChatLogProbs>))]
public sealed partial record ChatLogProbs() : WireRecord
{
    private LazyList<TokenLogProb> _content;
    private LazyList<TokenLogProb> _refusal;

    /// <summary>Gets the log probabilities of the tokens in the text.</summary>
    [JsonPropertyName("content")]
    public IReadOnlyList<TokenLogProb>? Content { get => _content.List; init => _content = new(WireList<TokenLogProb>.FromOptional(value)); }

    /// <summary>Gets the log probabilities of the tokens in the refusal.</summary>
    [JsonPropertyName("refusal")]
    public IReadOnlyList<TokenLogProb>? Refusal { get => _refusal.List; init => _refusal = new(WireList<TokenLogProb>.FromOptional(value)); }
}
