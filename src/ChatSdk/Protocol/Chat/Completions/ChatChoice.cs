using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>One of the choices of a chat completion.</summary>
[JsonConverter(typeof(WireConverter<ChatChoice>))]
public sealed partial record ChatChoice() : WireRecord
{
    /// <summary>Gets the index of the choice.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary>Gets the message of the choice.</summary>
    [JsonPropertyName("message")]
    public ChatMessage? Message { get; init; }

    /// <summary>Gets the reason why the model stopped; <see langword="null"/> if the server did not send one.</summary>
    [JsonPropertyName("finish_reason")]
    public FinishReason? FinishReason { get; init; }

    /// <summary>Gets the log probabilities of the tokens, if they were requested.</summary>
    [JsonPropertyName("logprobs")]
    public ChatLogProbs? LogProbs { get; init; }

    /// <summary>Gets the token usage that the server reports in the choice; <see langword="null"/> for most servers, which report it only for the whole answer.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }
}
