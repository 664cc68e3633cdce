using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

public sealed partial record ChatCompletionRequest : IWireRecord<ChatCompletionRequest>
{
    /// <summary>Initializes a new instance of the <see cref="ChatCompletionRequest"/> class with no properties set.</summary>
    public ChatCompletionRequest()
    {
    }

    [SetsRequiredMembers]
    [SuppressMessage("Design", "MA0051", Justification = "One line for each member is the shortest form, and a switch cannot be split.")]
    private ChatCompletionRequest(ref WireReader json)
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "model": Model = json.String(); break;
                case "messages": Messages = json.List<ChatMessage>()!; break;
                case "stream": Stream = json.Boolean(); break;
                case "stream_options": StreamOptions = json.Object<StreamOptions>(); break;
                case "temperature": Temperature = json.Double(); break;
                case "top_p": TopP = json.Double(); break;
                case "top_k": TopK = json.Int32(); break;
                case "min_p": MinP = json.Double(); break;
                case "n": N = json.Int32(); break;
                case "stop": Stop = json.Union<StopSequences>(); break;
                case "max_tokens": MaxTokens = json.Int32(); break;
                case "max_completion_tokens": MaxCompletionTokens = json.Int32(); break;
                case "presence_penalty": PresencePenalty = json.Double(); break;
                case "frequency_penalty": FrequencyPenalty = json.Double(); break;
                case "repetition_penalty": RepetitionPenalty = json.Double(); break;
                case "logit_bias": LogitBias = json.Map<double>(WireMaps.Number); break;
                case "logprobs": LogProbs = json.Boolean(); break;
                case "top_logprobs": TopLogProbs = json.Int32(); break;
                case "seed": Seed = json.Int64(); break;
                case "user": User = json.String(); break;
                case "tools": Tools = json.Union<ChatToolset>(); break;
                case "tool_choice": ToolChoice = json.Union<ToolChoice>(); break;
                case "parallel_tool_calls": ParallelToolCalls = json.Boolean(); break;
                case "functions": Functions = json.List<ChatFunction>(); break;
                case "function_call": FunctionCall = json.Union<ToolChoice>(); break;
                case "response_format": ResponseFormat = json.Object<ResponseFormat>(); break;
                case "reasoning_effort": ReasoningEffort = json.OpenEnum<ReasoningEffort>(); break;
                case "verbosity": Verbosity = json.String(); break;
                case "service_tier": ServiceTier = json.OpenEnum<ServiceTier>(); break;
                case "metadata": Metadata = json.Map<string>(WireMaps.Text); break;
                case "store": Store = json.Boolean(); break;
                case "modalities": Modalities = json.Strings(); break;
                case "audio": Audio = json.Object<AudioOptions>(); break;
                case "prediction": Prediction = json.Object<ChatPrediction>(); break;
                case "web_search_options": WebSearchOptions = json.ElementOrNull(); break;
                case "prompt_cache_key": PromptCacheKey = json.String(); break;
                case "cache_control": CacheControl = json.Object<CacheControl>(); break;
                case "prompt_cache_retention": PromptCacheRetention = json.String(); break;
                case "safety_identifier": SafetyIdentifier = json.String(); break;
                case "model_params": ModelParams = json.Object<ModelParams>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ChatCompletionRequest IWireRecord<ChatCompletionRequest>.Read(ref WireReader json) => new(ref json);

    [SuppressMessage("Design", "MA0051", Justification = "One line for each member is the shortest form, and the lines are in the order of the JSON.")]
    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("model", Model);
        json.Member("messages", Messages);
        json.Member("stream", Stream);
        json.Member("stream_options", StreamOptions);
        json.Member("temperature", Temperature);
        json.Member("top_p", TopP);
        json.Member("top_k", TopK);
        json.Member("min_p", MinP);
        json.Member("n", N);
        json.Member("stop", Stop);
        json.Member("max_tokens", MaxTokens);
        json.Member("max_completion_tokens", MaxCompletionTokens);
        json.Member("presence_penalty", PresencePenalty);
        json.Member("frequency_penalty", FrequencyPenalty);
        json.Member("repetition_penalty", RepetitionPenalty);
        json.Member("logit_bias", LogitBias);
        json.Member("logprobs", LogProbs);
        json.Member("top_logprobs", TopLogProbs);
        json.Member("seed", Seed);
        json.Member("user", User);
        json.Member("tools", (IWireUnion?)Tools);
        json.Member("tool_choice", ToolChoice);
        json.Member("parallel_tool_calls", ParallelToolCalls);
        json.Member("functions", Functions);
        json.Member("function_call", FunctionCall);
        json.Member("response_format", ResponseFormat);
        json.Member("reasoning_effort", ReasoningEffort);
        json.Member("verbosity", Verbosity);
        json.Member("service_tier", ServiceTier);
        json.Member("metadata", Metadata);
        json.Member("store", Store);
        json.Member("modalities", Modalities);
        json.Member("audio", Audio);
        json.Member("prediction", Prediction);
        json.Member("web_search_options", WebSearchOptions);
        json.Member("prompt_cache_key", PromptCacheKey);
        json.Member("prompt_cache_retention", PromptCacheRetention);
        json.Member("cache_control", CacheControl);
        json.Member("safety_identifier", SafetyIdentifier);
        json.Member("model_params", ModelParams);
    }
}
