using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>One of the alternative answers.</summary>
[JsonConverter(typeof(WireConverter<ChatChoice>))]
public sealed partial record ChatChoice() : WireRecord
{
    /// <summary>Gets the place among the choices.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary>Gets the answer.</summary>
    [JsonPropertyName("message")]
    public ChatMessage? Message { get; init; }

    /// <summary>Gets why the model stopped; <see langword="null"/> if the server did not say.</summary>
    [JsonPropertyName("finish_reason")]
    public FinishReason? FinishReason { get; init; }

    /// <summary>Gets the log probabilities of the tokens, if they were requested.</summary>
    [JsonPropertyName("logprobs")]
    public ChatLogProbs? LogProbs { get; init; }

    /// <summary>Gets the usage, from servers that report it here.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }
}
