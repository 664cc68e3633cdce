using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A text for the model to go on with: the body of the older <c>POST completions</c>. What is not set is not sent.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/completions/create">the protocol's description</see>.</remarks>
[JsonConverter(typeof(WireConverter<TextCompletionRequest>))]
public sealed partial record TextCompletionRequest : WireRecord, IModelRequest
{
    /// <summary>Gets the model to ask, under the server's name for it. If not set, the client's model is asked.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the text to go on with, or several.</summary>
    [JsonPropertyName("prompt")]
    public required TextPrompt Prompt { get; init; } = TextPrompt.None;

    /// <summary>Gets the text that stands behind what the model writes.</summary>
    [JsonPropertyName("suffix")]
    public string? Suffix { get; init; }

    /// <summary>Gets whether the answer is asked for in pieces. The methods of the client set it.</summary>
    [JsonPropertyName("stream")]
    public bool? Stream { get; init; }

    /// <summary>Gets what a streamed answer brings along, such as its usage.</summary>
    [JsonPropertyName("stream_options")]
    public StreamOptions? StreamOptions { get; init; }

    /// <summary>Gets the largest number of tokens of the answer.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    /// <summary>Gets how random the answer is, from 0 to 2.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    /// <summary>Gets the share of probability that tokens are chosen from, above 0 and at most 1.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }

    /// <summary>Gets how many of the likeliest tokens are chosen from.</summary>
    [JsonPropertyName("top_k")]
    public int? TopK { get; init; }

    /// <summary>Gets the least probability of a token, as a share of the likeliest one's.</summary>
    [JsonPropertyName("min_p")]
    public double? MinP { get; init; }

    /// <summary>Gets how many answers to give to each prompt.</summary>
    [JsonPropertyName("n")]
    public int? N { get; init; }

    /// <summary>Gets how many answers the server makes to choose the best from.</summary>
    [JsonPropertyName("best_of")]
    public int? BestOf { get; init; }

    /// <summary>Gets whether the prompt comes back before the answer.</summary>
    [JsonPropertyName("echo")]
    public bool? Echo { get; init; }

    /// <summary>Gets the strings at which the answer ends: <c>Stop = "END"</c>, <c>Stop = ["11", "eleven"]</c>.</summary>
    [JsonPropertyName("stop")]
    public StopSequences? Stop { get; init; }

    /// <summary>Gets how many of the likeliest tokens are given for each place.</summary>
    [JsonPropertyName("logprobs")]
    public int? LogProbs { get; init; }

    /// <summary>Gets the values that are added to the likelihood of tokens, by token number: <c>LogitBias = new() { [50256] = -100 }</c>.</summary>
    [JsonPropertyName("logit_bias")]
    public ChatMap<double>? LogitBias { get; init; }

    /// <summary>Gets the penalty on tokens that stood in the text already, from -2 to 2.</summary>
    [JsonPropertyName("presence_penalty")]
    public double? PresencePenalty { get; init; }

    /// <summary>Gets the penalty on tokens by how often they stood in the text, from -2 to 2.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double? FrequencyPenalty { get; init; }

    /// <summary>Gets the factor on tokens that stood in the text already; 1 is none.</summary>
    [JsonPropertyName("repetition_penalty")]
    public double? RepetitionPenalty { get; init; }

    /// <summary>Gets the number that makes the answer repeatable, as far as the server can.</summary>
    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    /// <summary>Gets the name of the end user, for the server's protection against abuse.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    // One choice is not told apart from an unknown number: servers answer one prompt with several choices, too.
    int? IModelRequest.ChoiceCount => ExtraFields.ContainsKey("n") || (N ?? 1) * Prompt.Count is var count && count <= 1 ? null : count;

    WireRecord IModelRequest.WithModel(string model) => this with { Model = model };
}
