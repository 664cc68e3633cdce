using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A question to the model: the body of <c>POST chat/completions</c>. What is not set is not sent.</summary>
/// <remarks>See <see href="https://platform.openai.com/docs/api-reference/chat/create">the protocol's description</see>. Other fields: <see cref="WireRecordExtensions.WithField{T}(T, string, System.Text.Json.Nodes.JsonNode?)"/>.</remarks>
[JsonConverter(typeof(WireConverter<ChatCompletionRequest>))]
public sealed partial record ChatCompletionRequest : WireRecord, IModelRequest
{
    private readonly ComparableJson _webSearchOptions;

    /// <summary>Gets the model to ask, under the server's name for it. If not set, the client's model is asked.</summary>
    [JsonPropertyName("model")]
    public string? Model { get; init; }

    /// <summary>Gets the conversation so far, oldest message first. At least one message.</summary>
    [JsonPropertyName("messages")]
    public IReadOnlyList<ChatMessage> Messages { get; init => field = WireList<ChatMessage>.From(value); } = WireList<ChatMessage>.Empty;

    /// <summary>Gets whether the answer is asked for in pieces. The methods of the client set it; setting it to <see langword="false"/> only makes it visible on the wire.</summary>
    [JsonPropertyName("stream")]
    public bool? Stream { get; init; }

    /// <summary>Gets what a streamed answer brings along, such as its usage.</summary>
    [JsonPropertyName("stream_options")]
    public StreamOptions? StreamOptions { get; init; }

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

    /// <summary>Gets how many answers to give.</summary>
    [JsonPropertyName("n")]
    public int? N { get; init; }

    /// <summary>Gets the strings at which the answer ends: <c>Stop = "END"</c>, <c>Stop = ["11", "eleven"]</c>.</summary>
    [JsonPropertyName("stop")]
    public StopSequences? Stop { get; init; }

    /// <summary>Gets the largest number of tokens of the answer.</summary>
    [JsonPropertyName("max_tokens")]
    public int? MaxTokens { get; init; }

    /// <summary>Gets the largest number of tokens of the answer, thinking included: the newer name of <c>max_tokens</c>. Neither is sent for the other.</summary>
    [JsonPropertyName("max_completion_tokens")]
    public int? MaxCompletionTokens { get; init; }

    /// <summary>Gets the penalty on tokens that stood in the text already, from -2 to 2.</summary>
    [JsonPropertyName("presence_penalty")]
    public double? PresencePenalty { get; init; }

    /// <summary>Gets the penalty on tokens by how often they stood in the text, from -2 to 2.</summary>
    [JsonPropertyName("frequency_penalty")]
    public double? FrequencyPenalty { get; init; }

    /// <summary>Gets the factor on tokens that stood in the text already; 1 is none.</summary>
    [JsonPropertyName("repetition_penalty")]
    public double? RepetitionPenalty { get; init; }

    /// <summary>Gets the values that are added to the likelihood of tokens, by token number: <c>LogitBias = new() { [50256] = -100 }</c>.</summary>
    [JsonPropertyName("logit_bias")]
    public ChatMap<double>? LogitBias { get; init; }

    /// <summary>Gets whether the probabilities of the answer's tokens are given.</summary>
    [JsonPropertyName("logprobs")]
    public bool? LogProbs { get; init; }

    /// <summary>Gets how many of the likeliest tokens are given for each place; needs <see cref="LogProbs"/>.</summary>
    [JsonPropertyName("top_logprobs")]
    public int? TopLogProbs { get; init; }

    /// <summary>Gets the number that makes the answer repeatable, as far as the server can.</summary>
    [JsonPropertyName("seed")]
    public long? Seed { get; init; }

    /// <summary>Gets the name of the end user, for the server's protection against abuse.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>Gets the tools that the model may call: a list, or <see langword="false"/> for servers that switch theirs off this way.</summary>
    [JsonPropertyName("tools")]
    public ChatToolset? Tools { get; init; }

    /// <summary>Gets which of the tools the model shall or must call.</summary>
    [JsonPropertyName("tool_choice")]
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>Gets whether the model may call several tools at once.</summary>
    [JsonPropertyName("parallel_tool_calls")]
    public bool? ParallelToolCalls { get; init; }

    /// <summary>Gets the functions of the older protocol; see <see cref="Tools"/>.</summary>
    [JsonPropertyName("functions")]
    public IReadOnlyList<ChatFunction>? Functions { get; init => field = WireList<ChatFunction>.FromOptional(value); }

    /// <summary>Gets which of the <see cref="Functions"/> the model shall call.</summary>
    [JsonPropertyName("function_call")]
    public ToolChoice? FunctionCall { get; init; }

    /// <summary>Gets the form of the answer: text, JSON, or JSON of a schema.</summary>
    [JsonPropertyName("response_format")]
    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>Gets how much the model thinks first.</summary>
    [JsonPropertyName("reasoning_effort")]
    public ReasoningEffort? ReasoningEffort { get; init; }

    /// <summary>Gets how long the answer is: <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    [JsonPropertyName("verbosity")]
    public string? Verbosity { get; init; }

    /// <summary>Gets the class of service.</summary>
    [JsonPropertyName("service_tier")]
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>Gets notes that are stored with the answer: <c>Metadata = new() { ["team"] = "search" }</c>.</summary>
    [JsonPropertyName("metadata")]
    public ChatMap<string>? Metadata { get; init; }

    /// <summary>Gets whether the server keeps the answer.</summary>
    [JsonPropertyName("store")]
    public bool? Store { get; init; }

    /// <summary>Gets the kinds of answer: <c>text</c>, <c>audio</c>.</summary>
    [JsonPropertyName("modalities")]
    public IReadOnlyList<string>? Modalities { get; init => field = WireList<string>.FromOptional(value); }

    /// <summary>Gets voice and format of a spoken answer.</summary>
    [JsonPropertyName("audio")]
    public AudioOptions? Audio { get; init; }

    /// <summary>Gets text that is likely to come again in the answer, to get it faster.</summary>
    [JsonPropertyName("prediction")]
    public ChatPrediction? Prediction { get; init; }

    /// <summary>Gets the settings of the server's web search.</summary>
    [JsonPropertyName("web_search_options")]
    public JsonElement? WebSearchOptions { get => _webSearchOptions.Value; init => _webSearchOptions = new(value); }

    /// <summary>Gets the name under which the server may find the same prompt again.</summary>
    [JsonPropertyName("prompt_cache_key")]
    public string? PromptCacheKey { get; init; }

    /// <summary>Gets how long the server keeps the prompt: <c>in_memory</c> or <c>24h</c>.</summary>
    [JsonPropertyName("prompt_cache_retention")]
    public string? PromptCacheRetention { get; init; }

    /// <summary>Gets a stable name of the end user, which says nothing about him, for the server's protection against abuse.</summary>
    [JsonPropertyName("safety_identifier")]
    public string? SafetyIdentifier { get; init; }

    /// <summary>Gets the settings of servers that want them in an object of their own.</summary>
    [JsonPropertyName("model_params")]
    public ModelParams? ModelParams { get; init; }

    int? IModelRequest.ChoiceCount => !ExtraFields.TryGetValue("n", out var n) ? N ?? 1 : n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var count) ? count : null;

    WireRecord IModelRequest.WithModel(string model) => this with { Model = model };

    IModelRequest IModelRequest.ToPortable() => SentTypes.Of(this with { Messages = PortableMessage.OfModel(Messages) });
}
