using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The log probability of one token.</summary>
[JsonConverter(typeof(WireConverter<TokenLogProb>))]
public sealed partial record TokenLogProb() : WireRecord
{
    /// <summary>Gets the token's text.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>Gets the natural logarithm of the token's probability.</summary>
    [JsonPropertyName("logprob")]
    public double? LogProb { get; init; }

    /// <summary>Gets the token's UTF-8 bytes. A character may be split across several tokens, so join the bytes of all tokens before you decode them.</summary>
    [JsonPropertyName("bytes")]
    public IReadOnlyList<byte>? Bytes { get; init => field = WireList<byte>.FromOptional(value); }

    /// <summary>Gets the most likely tokens at this position.</summary>
    [JsonPropertyName("top_logprobs")]
    public IReadOnlyList<TokenLogProb>? TopLogProbs { get; init => field = WireList<TokenLogProb>.FromOptional(value); }
}
