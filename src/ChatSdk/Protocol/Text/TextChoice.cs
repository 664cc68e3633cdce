using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>One of the choices of a text completion.</summary>
[JsonConverter(typeof(WireConverter<TextChoice>))]
public sealed partial record TextChoice() : WireRecord
{
    private readonly ComparableJson _logProbs;

    /// <summary>Gets the index of the choice.</summary>
    [JsonPropertyName("index")]
    public int? Index { get; init; }

    /// <summary>Gets the text.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; init; }

    /// <summary>Gets the reason why the model stopped; <see langword="null"/> if the server did not send one.</summary>
    [JsonPropertyName("finish_reason")]
    public FinishReason? FinishReason { get; init; }

    /// <summary>Gets the log probabilities of the tokens, if they were requested. They are returned as they were received, because the format differs between servers.</summary>
    [JsonPropertyName("logprobs")]
    public JsonElement? LogProbs { get => _logProbs.Value; init => _logProbs = new(value); }

    /// <summary>Gets the token usage; only some servers report it for each choice.</summary>
    [JsonPropertyName("usage")]
    public ChatUsage? Usage { get; init; }
}
