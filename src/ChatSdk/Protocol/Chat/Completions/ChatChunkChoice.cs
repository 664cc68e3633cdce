using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A chunk of one of the choices.</summary>
[JsonConverter(typeof(WireConverter<ChatChunkChoice>))]
public sealed partial record ChatChunkChoice() : WireRecord
{
    // Values that most chunks of a stream share are in one object for all of them.
    private Shared _shared = Shared.None;

    /// <summary>Gets the place among the choices.</summary>
    [JsonPropertyName("index")]
    public int? Index { get => _shared.Index; init => _shared = _shared with { Index = value }; }

    /// <summary>Gets what this chunk adds.</summary>
    [JsonPropertyName("delta")]
    public ChatDelta? Delta { get; init; }

    /// <summary>Gets why the model stopped; <see langword="null"/> until it has.</summary>
    [JsonPropertyName("finish_reason")]
    public FinishReason? FinishReason { get => _shared.FinishReason; init => _shared = _shared with { FinishReason = value }; }

    /// <summary>Gets the log probabilities of the tokens, if they were requested.</summary>
    [JsonPropertyName("logprobs")]
    public ChatLogProbs? LogProbs { get => _shared.LogProbs; init => _shared = _shared with { LogProbs = value }; }

    /// <summary>Gets the usage, from servers that report it here.</summary>
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
