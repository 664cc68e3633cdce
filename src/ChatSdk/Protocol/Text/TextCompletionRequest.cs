using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A request to continue text: the body of the legacy <c>POST completions</c>. Properties that are not set are not sent.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/completions/create">the protocol's description</see>.</remarks>
[JsonConverter(typeof(WireConverter<TextCompletionRequest>))]
public sealed partial record TextCompletionRequest : WireRecord, IModelRequest
{
    /// <summary>Gets the name of the model. If it is <see langword="null"/>, the client's model is used.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the text to continue, or several strings to continue separately.</summary>
    [JsonPropertyName("prompt")]
    public required TextPrompt Prompt { get; init; } = TextPrompt.None;

    /// <summary>Gets the text that follows the generated text.</summary>
    [JsonPropertyName("suffix")]
    public string? Suffix { get; init; }

    /// <summary>Gets whether to stream the answer. This property need not be set, because the method that sends the request determines it: a method that streams always sends <see langword="true"/>; any other method sends <see langword="false"/> if this property has a value, and otherwise nothing.</summary>
    [JsonPropertyName("stream")]
    public bool? Stream { get; init; }

    /// <summary>Gets the options for a streamed answer, such as whether its last chunk reports the usage.</summary>
    [JsonPropertyName("stream_options")]
    public StreamOptions? StreamOptions { get; init; }

    /// <summary>Gets the maximum number of tokens in the answer.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    /// <summary>Gets the sampling temperature, from 0 to 2. Higher values make the answer more random.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    /// <summary>Gets the probability mass from which tokens are sampled, above 0 and at most 1.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }

    /// <summary>Gets the number of most likely tokens from which the next token is sampled.</summary>
    [JsonPropertyName("top_k")]
    public int? TopK { get; init; }

    /// <summary>Gets the minimum probability of a token, relative to the probability of the most likely token.</summary>
    [JsonPropertyName("min_p")]
    public double? MinP { get; init; }

    /// <summary>Gets the number of answers to generate for each prompt.</summary>
    [JsonPropertyName("n")]
    public int? N { get; init; }

    /// <summary>Gets the number of answers that the server generates for each prompt. It returns only the best <see cref="N"/> of them.</summary>
    [JsonPropertyName("best_of")]
    public int? BestOf { get; init; }

    /// <summary>Gets whether the answer begins with the prompt.</summary>
    [JsonPropertyName("echo")]
    public bool? Echo { get; init; }

    /// <summary>Gets the sequences at which the model stops: <c>Stop = "END"</c>, <c>Stop = ["11", "eleven"]</c>.</summary>
    [JsonPropertyName("stop")]
    public StopSequences? Stop { get; init; }

    /// <summary>Gets the number of most likely tokens to return at each position.</summary>
    [JsonPropertyName("logprobs")]
    public int? LogProbs { get; init; }

    /// <summary>Gets the biases that are added to the likelihood of tokens, by token id: <c>LogitBias = new() { [50256] = -100 }</c>.</summary>
    [JsonPropertyName("logit_bias")]
    public ChatMap<double>? LogitBias { get; init; }

    /// <summary>Gets the penalty on tokens that have already appeared, from -2 to 2.</summary>
    [JsonPropertyName("presence_penalty")]
    public double? PresencePenalty { get; init; }

    /// <summary>Gets the penalty on tokens, in proportion to how often they have appeared, from -2 to 2.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double? FrequencyPenalty { get; init; }

    /// <summary>Gets the factor by which tokens that have already appeared are penalized; 1 is no penalty.</summary>
    [JsonPropertyName("repetition_penalty")]
    public double? RepetitionPenalty { get; init; }

    /// <summary>Gets the seed for sampling. If the same request is sent with the same seed, the server tries to return the same answer.</summary>
    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    /// <summary>Gets the identifier of the end user, which helps the server detect abuse.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    // The number of choices is unknown if "n" is an extra field. It is also treated as unknown if one choice is requested, because some servers
    // then return several choices.
    int? IModelRequest.ChoiceCount => ExtraFields.ContainsKey("n") || (N ?? 1) * Prompt.Count is var count && count <= 1 ? null : count;

    WireRecord IModelRequest.WithModel(string model) => this with { Model = model };
}
