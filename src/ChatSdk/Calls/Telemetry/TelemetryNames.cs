namespace ChatSdk;

/// <summary>
/// The names in traces and metrics. Unless they are specific to this library, they are from version 1.41 of the OpenTelemetry conventions
/// for generative AI; only the reasoning level was added to the conventions later. The conventions are in development, so the names may
/// change: https://opentelemetry.io/docs/specs/semconv/gen-ai.
/// </summary>
internal static class TelemetryNames
{
    public const string Source = "ChatSdk";
    public const string SchemaUrl = "https://opentelemetry.io/schemas/1.41.0";

    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string OutputType = "gen_ai.output.type";
    public const string InputMessages = "gen_ai.input.messages";
    public const string OutputMessages = "gen_ai.output.messages";
    public const string TokenType = "gen_ai.token.type";
    public const string ConversationId = "gen_ai.conversation.id";

    public const string RequestModel = "gen_ai.request.model";
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";
    public const string RequestTemperature = "gen_ai.request.temperature";
    public const string RequestTopP = "gen_ai.request.top_p";
    public const string RequestTopK = "gen_ai.request.top_k";
    public const string RequestSeed = "gen_ai.request.seed";
    public const string RequestStop = "gen_ai.request.stop_sequences";
    public const string RequestFrequencyPenalty = "gen_ai.request.frequency_penalty";
    public const string RequestPresencePenalty = "gen_ai.request.presence_penalty";
    public const string RequestChoices = "gen_ai.request.choice.count";
    public const string RequestEncodingFormats = "gen_ai.request.encoding_formats";
    public const string EmbeddingDimensions = "gen_ai.embeddings.dimension.count";
    public const string RequestStream = "gen_ai.request.stream";
    public const string RequestReasoningLevel = "gen_ai.request.reasoning.level";

    public const string ResponseId = "gen_ai.response.id";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseFinishReasons = "gen_ai.response.finish_reasons";
    public const string ResponseTimeToFirstChunk = "gen_ai.response.time_to_first_chunk";

    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string CacheWriteTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";

    public const string ToolName = "gen_ai.tool.name";
    public const string ToolType = "gen_ai.tool.type";
    public const string ToolCallId = "gen_ai.tool.call.id";
    public const string ToolCallArguments = "gen_ai.tool.call.arguments";
    public const string ToolCallResult = "gen_ai.tool.call.result";

    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
    public const string StatusCode = "http.response.status_code";

    public const string Duration = "gen_ai.client.operation.duration";
    public const string TokenUsage = "gen_ai.client.token.usage";
    public const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";

    /// <summary>Specific to this library: whether the answer was read from the response cache.</summary>
    public const string CacheHit = "chatsdk.response_cache.hit";

    /// <summary>Specific to this library: the number of attempts in a call.</summary>
    public const string Attempts = "chatsdk.attempts";

    /// <summary>Specific to this library: the event for an attempt that has ended.</summary>
    public const string AttemptEvent = "chatsdk.attempt";

    /// <summary>Specific to this library: the number of an attempt within its call.</summary>
    public const string AttemptNumber = "chatsdk.attempt.number";

    /// <summary>Specific to this library: the duration of an attempt, in seconds.</summary>
    public const string AttemptDuration = "chatsdk.attempt.duration";

    /// <summary>Specific to this library: the event for a failure after which another request is sent.</summary>
    public const string RetryEvent = "chatsdk.retry";

    /// <summary>Specific to this library: the time from a failure until the next request, in seconds.</summary>
    public const string RetryDelay = "chatsdk.retry.delay";

    /// <summary>Specific to this library: the event for another attempt that is started because the previous ones are slow.</summary>
    public const string HedgeEvent = "chatsdk.hedge";

    /// <summary>Specific to this library: the time for which requests waited for the client's rate limits, in seconds. The event for such a wait has the same name.</summary>
    public const string RateLimitWait = "chatsdk.rate_limit.wait";

    /// <summary>Specific to this library: the cost of a call's requests, in the currency of the configured prices.</summary>
    public const string Cost = "chatsdk.cost";

    /// <summary>Specific to this library: the number of times that the rest of an interrupted stream was requested.</summary>
    public const string Resumptions = "chatsdk.stream_resumptions";
}
