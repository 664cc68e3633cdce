using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A request to the model: the body of <c>POST chat/completions</c>. Properties that are not set are not sent.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/chat/create">the protocol's description</see>. To send other fields, use <see cref="WireRecordExtensions.WithField{T}(T, string, System.Text.Json.Nodes.JsonNode?)"/>.</remarks>
[JsonConverter(typeof(WireConverter<ChatCompletionRequest>))]
public sealed partial record ChatCompletionRequest : WireRecord, IModelRequest
{
    private readonly ComparableJson _webSearchOptions;

    /// <summary>Gets the name of the model. If it is <see langword="null"/>, the client's model is used.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the conversation so far, oldest message first. At least one message is required.</summary>
    [JsonPropertyName("messages")]
    public IReadOnlyList<ChatMessage> Messages { get; init => field = WireList<ChatMessage>.From(value); } = WireList<ChatMessage>.Empty;

    /// <summary>Gets whether to stream the answer. This property need not be set, because the method that sends the request determines it: a method that streams always sends <see langword="true"/>; any other method sends <see langword="false"/> if this property has a value, and otherwise nothing.</summary>
    [JsonPropertyName("stream")]
    public bool? Stream { get; init; }

    /// <summary>Gets the options for a streamed answer, such as whether its last chunk reports the usage.</summary>
    [JsonPropertyName("stream_options")]
    public StreamOptions? StreamOptions { get; init; }

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

    /// <summary>Gets the number of choices to generate.</summary>
    [JsonPropertyName("n")]
    public int? N { get; init; }

    /// <summary>Gets the sequences at which the model stops: <c>Stop = "END"</c>, <c>Stop = ["11", "eleven"]</c>.</summary>
    [JsonPropertyName("stop")]
    public StopSequences? Stop { get; init; }

    /// <summary>Gets the maximum number of tokens in the answer.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    /// <summary>Gets the maximum number of tokens in the answer, including reasoning. It replaces <c>max_tokens</c> on newer servers; the client never converts one into the other.</summary>
    [JsonPropertyName("max_completion_tokens")]
    public int? MaxCompletionTokens { get; init; }

    /// <summary>Gets the penalty on tokens that have already appeared, from -2 to 2.</summary>
    [JsonPropertyName("presence_penalty")]
    public double? PresencePenalty { get; init; }

    /// <summary>Gets the penalty on tokens, in proportion to how often they have appeared, from -2 to 2.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double? FrequencyPenalty { get; init; }

    /// <summary>Gets the factor by which tokens that have already appeared are penalized; 1 is no penalty.</summary>
    [JsonPropertyName("repetition_penalty")]
    public double? RepetitionPenalty { get; init; }

    /// <summary>Gets the biases that are added to the likelihood of tokens, by token id: <c>LogitBias = new() { [50256] = -100 }</c>.</summary>
    [JsonPropertyName("logit_bias")]
    public ChatMap<double>? LogitBias { get; init; }

    /// <summary>Gets whether to return the log probabilities of the answer's tokens.</summary>
    [JsonPropertyName("logprobs")]
    public bool? LogProbs { get; init; }

    /// <summary>Gets the number of most likely tokens to return at each position; requires <see cref="LogProbs"/>.</summary>
    [JsonPropertyName("top_logprobs")]
    public int? TopLogProbs { get; init; }

    /// <summary>Gets the seed for sampling. If the same request is sent with the same seed, the server tries to return the same answer.</summary>
    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    /// <summary>Gets the identifier of the end user, which helps the server detect abuse.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>Gets the tools that the model may call: a list, or <see langword="false"/> to disable the server's own tools on servers that support it.</summary>
    [JsonPropertyName("tools")]
    public ChatToolset? Tools { get; init; }

    /// <summary>Gets the setting that controls which tools the model may or must call.</summary>
    [JsonPropertyName("tool_choice")]
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>Gets whether the model may call several tools at once.</summary>
    [JsonPropertyName("parallel_tool_calls")]
    public bool? ParallelToolCalls { get; init; }

    /// <summary>Gets the functions that the model may call, in the legacy form of the protocol; see <see cref="Tools"/>.</summary>
    [JsonPropertyName("functions")]
    public IReadOnlyList<ChatFunction>? Functions { get; init => field = WireList<ChatFunction>.FromOptional(value); }

    /// <summary>Gets the setting that controls which of the <see cref="Functions"/> the model may or must call, in the legacy form of the protocol.</summary>
    [JsonPropertyName("function_call")]
    public ToolChoice? FunctionCall { get; init; }

    /// <summary>Gets the format of the answer: text, JSON, or JSON that matches a schema.</summary>
    [JsonPropertyName("response_format")]
    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>Gets the amount of reasoning before the answer.</summary>
    [JsonPropertyName("reasoning_effort")]
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>Gets the level of detail of the answer: <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    [JsonPropertyName("verbosity")]
    public string? Verbosity { get; init; }

    /// <summary>Gets the service tier with which the request is processed.</summary>
    [JsonPropertyName("service_tier")]
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>Gets metadata that is stored with the answer: <c>Metadata = new() { ["team"] = "search" }</c>.</summary>
    [JsonPropertyName("metadata")]
    public ChatMap<string>? Metadata { get; init; }

    /// <summary>Gets whether the server stores the answer.</summary>
    [JsonPropertyName("store")]
    public bool? Store { get; init; }

    /// <summary>Gets the types of output to generate, such as <c>text</c>, <c>audio</c> or <c>image</c>.</summary>
    [JsonPropertyName("modalities")]
    public IReadOnlyList<string>? Modalities { get; init => field = WireList<string>.FromOptional(value); }

    /// <summary>Gets the voice and format of a spoken answer.</summary>
    [JsonPropertyName("audio")]
    public AudioOptions? Audio { get; init; }

    /// <summary>Gets text that is likely to appear in the answer, so that the server can generate the answer faster.</summary>
    [JsonPropertyName("prediction")]
    public ChatPrediction? Prediction { get; init; }

    /// <summary>Gets the settings of the server's web search.</summary>
    [JsonPropertyName("web_search_options")]
    public JsonElement? WebSearchOptions { get => _webSearchOptions.Value; init => _webSearchOptions = new(value); }

    /// <summary>Gets the key with which the server looks up similar prompts in its cache.</summary>
    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey { get; init; }

    /// <summary>Gets the time for which the server caches the prompt: <c>in_memory</c> or <c>24h</c>.</summary>
    [JsonPropertyName("prompt_cache_retention")]
    public string? PromptCacheRetention { get; init; }

    /// <summary>Gets the mark that makes the server cache as much of the prompt as possible. Some servers accept such marks only in content parts and tools.</summary>
    [JsonPropertyName("cache_control")]
    public CacheControl? CacheControl { get; init; }

    /// <summary>Gets a stable, anonymous identifier of the end user, which helps the server detect abuse.</summary>
    [JsonPropertyName("safety_identifier")]
    public string? SafetyIdentifier { get; init; }

    /// <summary>Gets the settings for servers that expect them in the object <c>model_params</c>.</summary>
    [JsonPropertyName("model_params")]
    public ModelParams? ModelParams { get; init; }

    int? IModelRequest.ChoiceCount => !ExtraFields.TryGetValue("n", out var n) ? N ?? 1 : n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var count) ? count : null;

    WireRecord IModelRequest.WithModel(string model) => this with { Model = model };

    IModelRequest IModelRequest.ToPortable() => SentTypes.Of(this with { Messages = PortableMessage.OfModel(Messages) });
}
