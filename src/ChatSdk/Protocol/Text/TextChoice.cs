using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A choice in a text completion.</summary>
[JsonConverter(typeof(WireConverter<TextChoice>))]
public sealed partial record TextChoice() : WireRecord
{
    // Holds the values that most chunks of a stream have in common, so that the chunks can share one object.
    private Shared _shared = Shared.None;

    /// <summary>Gets the index of the choice.</summary>
    [JsonPropertyName("index")]
    public int? Index { get => _shared.Index; init => _shared = _shared with { Index = value }; }

    /// <summary>Gets the text.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; init; }

    /// <summary>Gets the reason why the model stopped; <see langword="null"/> if the server did not send one.</summary>
    [JsonPropertyName("finish_reason")]
    public FinishReason? FinishReason { get => _shared.FinishReason; init => _shared = _shared with { FinishReason = value }; }

    /// <summary>Gets the log probabilities of the tokens, if they were requested. They are returned as they were received, because the format differs between servers.</summary>
    [JsonPropertyName("logprobs")]
    public JsonElement? LogProbs { get => _shared.LogProbs.Value; init => _shared = _shared with { LogProbs = new(value) }; }

    /// <summary>Gets the token usage that the server reports in the choice; <see langword="null"/> for most servers, which report it only for the whole answer.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get => _shared.Usage; init => _shared = _shared with { Usage = value }; }

    private sealed record Shared
    {
        public static Shared None { get; } = new();

        public int? Index;
        public FinishReason? FinishReason;
        public ComparableJson LogProbs;
        public ChatUsage? Usage;
        public ExcludedFromEquality<bool> IsChunk;
    }
}
