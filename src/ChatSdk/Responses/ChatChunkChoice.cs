using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A piece of one of the alternative answers.</summary>
[JsonConverter(typeof(WireConverter<ChatChunkChoice>))]
public sealed partial record ChatChunkChoice() : WireRecord
{
    /// <summary>Gets the place among the choices.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary>Gets what this chunk adds.</summary>
    [JsonPropertyName("delta")]
    public ChatDelta? Delta { get; init; }

    /// <summary>Gets why the model stopped; <see langword="null"/> until it has.</summary>
    [JsonPropertyName("finish_reason")]
    public FinishReason? FinishReason { get; init; }

    /// <summary>Gets the probabilities of the tokens, if they were asked for.</summary>
    [JsonPropertyName("logprobs")]
    public ChatLogProbs? LogProbs { get; init; }

    /// <summary>Gets the usage, from servers that tell it here.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }
}
