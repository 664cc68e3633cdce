namespace ChatSdk.Extensions.AI;

/// <summary>
/// Determines which fields are set in the raw request, which <c>RawRepresentationFactory</c> returns. These fields take precedence over
/// additional properties with the same name.
/// </summary>
internal static class RawFields
{
    // All fields are listed, so that the request need not be serialized to find out which ones are set.
    private static readonly Dictionary<string, Func<ChatCompletionRequest, object?>> _members = new(StringComparer.Ordinal)
    {
        ["model"] = raw => raw.Model,
        ["messages"] = raw => raw.Messages.Count == 0 ? null : raw.Messages,
        ["stream"] = raw => raw.Stream,
        ["stream_options"] = raw => raw.StreamOptions,
        ["temperature"] = raw => raw.Temperature,
        ["top_p"] = raw => raw.TopP,
        ["top_k"] = raw => raw.TopK,
        ["min_p"] = raw => raw.MinP,
        ["n"] = raw => raw.N,
        ["stop"] = raw => raw.Stop,
        ["max_tokens"] = raw => raw.MaxTokens,
        ["max_completion_tokens"] = raw => raw.MaxCompletionTokens,
        ["presence_penalty"] = raw => raw.PresencePenalty,
        ["frequency_penalty"] = raw => raw.FrequencyPenalty,
        ["repetition_penalty"] = raw => raw.RepetitionPenalty,
        ["logit_bias"] = raw => raw.LogitBias,
        ["logprobs"] = raw => raw.LogProbs,
        ["top_logprobs"] = raw => raw.TopLogProbs,
        ["seed"] = raw => raw.Seed,
        ["user"] = raw => raw.User,
        ["tools"] = raw => raw.Tools,
        ["tool_choice"] = raw => raw.ToolChoice,
        ["parallel_tool_calls"] = raw => raw.ParallelToolCalls,
        ["functions"] = raw => raw.Functions,
        ["function_call"] = raw => raw.FunctionCall,
        ["response_format"] = raw => raw.ResponseFormat,
        ["reasoning_effort"] = raw => raw.ReasoningEffort,
        ["verbosity"] = raw => raw.Verbosity,
        ["service_tier"] = raw => raw.ServiceTier,
        ["metadata"] = raw => raw.Metadata,
        ["store"] = raw => raw.Store,
        ["modalities"] = raw => raw.Modalities,
        ["audio"] = raw => raw.Audio,
        ["prediction"] = raw => raw.Prediction,
        ["web_search_options"] = raw => raw.WebSearchOptions,
        ["prompt_cache_key"] = raw => raw.PromptCacheKey,
        ["prompt_cache_retention"] = raw => raw.PromptCacheRetention,
        ["cache_control"] = raw => raw.CacheControl,
        ["safety_identifier"] = raw => raw.SafetyIdentifier,
        ["model_params"] = raw => raw.ModelParams,
    };

    public static bool Has(ChatCompletionRequest raw, string name) =>
        raw.ExtraFields.ContainsKey(name) || (_members.TryGetValue(name, out var member) && member(raw) is not null);
}
