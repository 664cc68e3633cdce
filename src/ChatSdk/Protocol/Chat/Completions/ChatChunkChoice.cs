using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The part of a chunk that belongs to one choice.</summary>
[JsonConverter(typeof(WireConverter<ChatChunkChoice>))]
public sealed partial record ChatChunkChoice() : WireRecord
{
    // Holds the values that most chunks of a stream have in common, so that the chunks can share one object.
    private Shared _shared = Shared.None;

    /// <summary>Gets the index of the choice.</summary>
    [JsonPropertyName("index")]
    public int? Index { get => _shared.Index; init => _shared = _shared with { Index = value }; }

    /// <summary>Gets the content that this chunk adds.</summary>
    [JsonPropertyName("delta")]
    public ChatDelta? Delta { get; init; }

    /// <summary>Gets the reason why the model stopped; <see langword="null"/> until it stops.</summary>
    [JsonPropertyName("finish_reason")]
    public FinishReason? FinishReason { get => _shared.FinishReason; init => _shared = _shared with { FinishReason = value }; }

    /// <summary>Gets the log probabilities of the tokens, if they were requested.</summary>
    [JsonPropertyName("logprobs")]
    public ChatLogProbs? LogProbs { get => _shared.LogProbs; init => _shared = _shared with { LogProbs = value }; }

    /// <summary>Gets the token usage that the server reports in the choice; <see langword="null"/> for most servers, which report it only for the whole answer.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get => _shared.Usage; init => _shared = _shared with { Usage = value }; }

    private sealed record Shared
    {
        public static Shared None { get; } = new();

        public int? Index;
        public FinishReason? FinishReason;
        public ChatLogProbs? LogProbs;
        public ChatUsage? Usage;
        public ExcludedFromEquality<bool> HasDelta;
        public ExcludedFromEquality<bool> HasMessage;
    }
}
