using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

public sealed partial record ChatCompletionRequest : IWireRecord<ChatCompletionRequest>
{
    /// <summary>Initializes a new instance of the <see cref="ChatCompletionRequest"/> class with nothing set.</summary>
    public ChatCompletionRequest()
    {
    }

    [SetsRequiredMembers]
    [SuppressMessage("Design", "MA0051", Justification = "One line a member is the shortest form; parts of it would hide the order.")]
    private ChatCompletionRequest(ref WireReader json)
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "model": Model = json.String(ref extra); break;
                case "messages": Messages = json.List<ChatMessage>(ref extra)!; break;
                case "stream": Stream = json.Boolean(ref extra); break;
                case "stream_options": StreamOptions = json.Object<StreamOptions>(ref extra); break;
                case "temperature": Temperature = json.Double(ref extra); break;
                case "top_p": TopP = json.Double(ref extra); break;
                case "top_k": TopK = json.Int32(ref extra); break;
                case "min_p": MinP = json.Double(ref extra); break;
                case "n": N = json.Int32(ref extra); break;
                case "stop": Stop = json.Union<StopSequences>(ref extra); break;
                case "max_tokens": MaxTokens = json.Int32(ref extra); break;
                case "max_completion_tokens": MaxCompletionTokens = json.Int32(ref extra); break;
                case "presence_penalty": PresencePenalty = json.Double(ref extra); break;
                case "frequency_penalty": FrequencyPenalty = json.Double(ref extra); break;
                case "repetition_penalty": RepetitionPenalty = json.Double(ref extra); break;
                case "logit_bias": LogitBias = json.Map<double>(ref extra, WireMaps.Number); break;
                case "logprobs": LogProbs = json.Boolean(ref extra); break;
                case "top_logprobs": TopLogProbs = json.Int32(ref extra); break;
                case "seed": Seed = json.Int64(ref extra); break;
                case "user": User = json.String(ref extra); break;
                case "tools": Tools = json.Union<ChatToolset>(ref extra); break;
                case "tool_choice": ToolChoice = json.Union<ToolChoice>(ref extra); break;
                case "parallel_tool_calls": ParallelToolCalls = json.Boolean(ref extra); break;
                case "functions": Functions = json.List<ChatFunction>(ref extra); break;
                case "function_call": FunctionCall = json.Union<ToolChoice>(ref extra); break;
                case "response_format": ResponseFormat = json.Object<ResponseFormat>(ref extra); break;
                case "reasoning_effort": ReasoningEffort = json.OpenEnum<ReasoningEffort>(ref extra); break;
                case "verbosity": Verbosity = json.String(ref extra); break;
                case "service_tier": ServiceTier = json.OpenEnum<ServiceTier>(ref extra); break;
                case "metadata": Metadata = json.Map<string>(ref extra, WireMaps.Text); break;
                case "store": Store = json.Boolean(ref extra); break;
                case "modalities": Modalities = json.Strings(ref extra); break;
                case "audio": Audio = json.Object<AudioOptions>(ref extra); break;
                case "prediction": Prediction = json.Object<ChatPrediction>(ref extra); break;
                case "web_search_options": WebSearchOptions = json.ElementOrNull(); break;
                case "prompt_cache_key": PromptCacheKey = json.String(ref extra); break;
                case "prompt_cache_retention": PromptCacheRetention = json.String(ref extra); break;
                case "safety_identifier": SafetyIdentifier = json.String(ref extra); break;
                case "model_params": ModelParams = json.Object<ModelParams>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatCompletionRequest IWireRecord<ChatCompletionRequest>.Read(ref WireReader json) => new(ref json);

    [SuppressMessage("Design", "MA0051", Justification = "One line a member is the shortest form; parts of it would hide the order.")]
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
        json.Member("safety_identifier", SafetyIdentifier);
        json.Member("model_params", ModelParams);
    }
}
