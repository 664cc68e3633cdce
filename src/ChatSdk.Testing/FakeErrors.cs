namespace ChatSdk.Testing;

/// <summary>
/// Provides errors that known services send. Body, status and headers are based on recordings, documentation and public reports. An error
/// whose name ends in <c>InStream</c> is sent with status 200 in response to a streaming request.
/// </summary>
/// <remarks>Services change their errors. These are formats that a client must handle, and may differ from those that a service sends today.</remarks>
/// <example><c>server.Answers(FakeErrors.OpenAIRateLimit).AnswersText("Hello.");</c></example>
public static class FakeErrors
{
    /// <summary>Gets Anthropic's 529 for an overloaded server: <c>overloaded_error</c>. A retry may succeed.</summary>
    public static FakeAnswer AnthropicOverloaded { get; } = Capture(529, "application/json",
        """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_011CSHoEeqs5C35K2UUqR7Fy"}""");

    /// <summary>Gets Atoma's 402 for an account whose balance is used up.</summary>
    public static FakeAnswer AtomaBalance { get; } = Capture(402, "application/json",
        """{"error":{"code":"BALANCE_ERROR","message":"Insufficient balance"}}""");

    /// <summary>Gets Azure OpenAI's 400 for a prompt that its content filter blocks, with the filter results.</summary>
    public static FakeAnswer AzureContentFilter { get; } = Capture(400, "application/json",
        """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},"sexual":{"filtered":true,"severity":"high"},"violence":{"filtered":false,"severity":"safe"}}}}}""");

    /// <summary>Gets a gateway's 429, with <c>Retry-After</c> and without a code.</summary>
    public static FakeAnswer GatewayRateLimit { get; } = Capture(429, "application/json",
        """
        {
          "error": {
            "message": "Rate limit exceeded. Try again later.",
            "type": "rate_limit_error"
          }
        }
        """ + "\n")
        .WithHeader("Retry-After", "2");

    /// <summary>Gets a gateway's 404 for a model that it does not offer.</summary>
    public static FakeAnswer GatewayUnknownModel { get; } = Capture(404, "application/json",
        """
        {
          "error": {
            "message": "Model 'invalid-model' not found",
            "type": "invalid_request_error"
          }
        }
        """ + "\n");

    /// <summary>Gets Gemini's 429: an array that contains an error whose code is a number.</summary>
    public static FakeAnswer GeminiRateLimit { get; } = Capture(429, "application/json; charset=UTF-8",
        """
        [{
          "error": {
            "code": 429,
            "message": "Resource has been exhausted (e.g. check quota).",
            "status": "RESOURCE_EXHAUSTED"
          }
        }
        ]
        """);

    /// <summary>Gets a stream from Groq that ends with an <c>event: error</c> after some text.</summary>
    public static FakeAnswer GroqToolUseFailedInStream { get; } = Capture(200, "text/event-stream; charset=utf-8",
        """
        data: {"id":"chatcmpl-groq2","object":"chat.completion.chunk","created":1771438841,"model":"openai/gpt-oss-120b","system_fingerprint":"fp_c82faf3ca0","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null,"logprobs":null}],"x_groq":{"id":"req_1","seed":1}}

        data: {"id":"chatcmpl-groq2","object":"chat.completion.chunk","created":1771438841,"model":"openai/gpt-oss-120b","system_fingerprint":"fp_c82faf3ca0","choices":[{"index":0,"delta":{"reasoning":"We need","channel":"analysis"},"finish_reason":null,"logprobs":null}]}

        data: {"id":"chatcmpl-groq2","object":"chat.completion.chunk","created":1771438841,"model":"openai/gpt-oss-120b","system_fingerprint":"fp_c82faf3ca0","choices":[{"index":0,"delta":{"reasoning":" a tool.","channel":"analysis"},"finish_reason":null,"logprobs":null}]}

        data: {"id":"chatcmpl-groq2","object":"chat.completion.chunk","created":1771438841,"model":"openai/gpt-oss-120b","system_fingerprint":"fp_c82faf3ca0","choices":[{"index":0,"delta":{"content":"maybe"},"finish_reason":null,"logprobs":null}]}

        event: error
        data: {"error":{"message":"Tool choice is required, but model did not call a tool","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"","status_code":400}}
        """ + "\n\n");

    /// <summary>Gets LiteLLM's 429 for a key whose budget is used up; waiting does not help.</summary>
    public static FakeAnswer LiteLlmBudget { get; } = Capture(429, "application/json",
        """
        {
          "error": {
            "message": "Budget has been exceeded! Current cost: 10.51, Max budget: 10.00",
            "type": "budget_exceeded",
            "param": null,
            "code": "429"
          }
        }
        """ + "\n");

    /// <summary>Gets a stream from LiteLLM with an error whose code is the status, as a string, followed by <c>[DONE]</c>.</summary>
    public static FakeAnswer LiteLlmRateLimitInStream { get; } = Capture(200, "text/event-stream; charset=utf-8",
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":1770000000,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"On"},"finish_reason":null}]}

        data: {"error":{"message":"Too many requests to the model behind.","type":"None","param":"None","code":"429"}}

        data: [DONE]
        """ + "\n\n");

    /// <summary>Gets llama.cpp's 400 for a prompt that is too long.</summary>
    public static FakeAnswer LlamaCppContextLength { get; } = Capture(400, "application/json",
        """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":2048,"n_ctx":512}}""");

    /// <summary>Gets a stream from LM Studio that ends with an <c>event: error</c> that has neither type nor code.</summary>
    public static FakeAnswer LmStudioContextLengthInStream { get; } = Capture(200, "text/event-stream; charset=utf-8",
        """
        data: {"id":"c1","object":"chat.completion.chunk","created":1770000000,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Wel"},"finish_reason":null}]}

        event: error
        data: {"error":{"message":"The number of tokens to keep is greater than the context length."},"message":"The number of tokens to keep is greater than the context length."}
        """ + "\n\n");

    /// <summary>Gets Mistral's 422 for an unknown field: the message is an object.</summary>
    public static FakeAnswer MistralUnknownField { get; } = Capture(422, "application/json",
        """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":32000}]},"type":"invalid_request_error","param":null,"code":null}""")
        .WithHeader("mistral-correlation-id", "019f7225-9ec2-7a09");

    /// <summary>Gets OpenAI's 400 for messages that are too long.</summary>
    public static FakeAnswer OpenAIContextLength { get; } = Capture(400, "application/json",
        """
        {
          "error": {
            "message": "This model's maximum context length is 128000 tokens. However, your messages resulted in 128120 tokens. Please reduce the length of the messages.",
            "type": "invalid_request_error",
            "param": "messages",
            "code": "context_length_exceeded"
          }
        }
        """ + "\n");

    /// <summary>Gets OpenAI's 429 for an account without credit; waiting does not help.</summary>
    public static FakeAnswer OpenAIInsufficientQuota { get; } = Capture(429, "application/json",
        """
        {
          "error": {
            "message": "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
            "type": "insufficient_quota",
            "param": null,
            "code": "insufficient_quota"
          }
        }
        """ + "\n");

    /// <summary>Gets OpenAI's 401 for an invalid key.</summary>
    public static FakeAnswer OpenAIInvalidKey { get; } = Capture(401, "application/json",
        """
        {
          "error": {
            "message": "Incorrect API key provided: sk-abc***xyz. You can find your API key at https://platform.openai.com/account/api-keys.",
            "type": "invalid_request_error",
            "param": null,
            "code": "invalid_api_key"
          }
        }
        """ + "\n")
        .WithHeader("x-request-id", "req_7d6c1")
        .WithHeader("www-authenticate", "Bearer realm=\"OpenAI API\"");

    /// <summary>Gets OpenAI's 429 for an exceeded rate limit, with <c>retry-after-ms</c> and rate limit headers.</summary>
    public static FakeAnswer OpenAIRateLimit { get; } = Capture(429, "application/json",
        """
        {
          "error": {
            "message": "Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s.",
            "type": "tokens",
            "param": null,
            "code": "rate_limit_exceeded"
          }
        }
        """ + "\n")
        .WithHeader("x-request-id", "req_9a")
        .WithHeader("retry-after", "2")
        .WithHeader("retry-after-ms", "1873")
        .WithHeader("x-ratelimit-limit-requests", "500")
        .WithHeader("x-ratelimit-remaining-tokens", "0")
        .WithHeader("x-ratelimit-reset-tokens", "1.873s");

    /// <summary>Gets OpenAI's 400 for a parameter that the model does not support.</summary>
    public static FakeAnswer OpenAIUnsupportedParameter { get; } = Capture(400, "application/json",
        """
        {
          "error": {
            "message": "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            "type": "invalid_request_error",
            "param": "max_tokens",
            "code": "unsupported_parameter"
          }
        }
        """ + "\n");

    /// <summary>Gets a stream from OpenRouter with an error in a chunk, followed by <c>[DONE]</c>.</summary>
    public static FakeAnswer OpenRouterErrorInStream { get; } = Capture(200, "text/event-stream; charset=utf-8",
        """
        : OPENROUTER PROCESSING

        data: {"id":"gen-1762179802-fix","provider":"Minimax","model":"minimax/minimax-m2:free","object":"chat.completion.chunk","created":1762179802,"choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"We need","reasoning_details":[{"type":"reasoning.text","text":"We need","index":0,"format":null}]},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}

        data: {"id":"gen-1762179802-fix","provider":"Minimax","model":"minimax/minimax-m2:free","object":"chat.completion.chunk","created":1762179802,"choices":[{"index":0,"delta":{"role":"assistant","content":"Par","reasoning":null,"reasoning_details":[]},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}

        data: {"id":"gen-1762179802-fix","provider":"Minimax","error":{"code":400,"message":"Token limit reached"},"model":"minimax/minimax-m2:free","object":"chat.completion.chunk","created":1762179802,"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null,"native_finish_reason":null,"logprobs":null}],"usage":{"prompt_tokens":43,"completion_tokens":10,"total_tokens":53,"cost":0}}

        data: [DONE]
        """ + "\n\n");

    /// <summary>Gets OpenRouter's 429, with the upstream provider's message in <c>metadata.raw</c>.</summary>
    public static FakeAnswer OpenRouterRateLimit { get; } = Capture(429, "application/json",
        """{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"google/gemini-2.0-flash-exp:free is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits: https://openrouter.ai/settings/integrations","provider_name":"Google"}},"user_id":"user_x"}""");

    /// <summary>Gets the 502 from an nginx proxy whose upstream server failed: an HTML page.</summary>
    public static FakeAnswer ProxyBadGateway { get; } = Capture(502, "text/html",
        """
        <html>
        <head><title>502 Bad Gateway</title></head>
        <body>
        <center><h1>502 Bad Gateway</h1></center>
        <hr><center>nginx/1.24.0</center>
        </body>
        </html>
        """ + "\n", newLine: "\r\n");

    /// <summary>Gets Slier's 400 for a prompt that violates its policy.</summary>
    public static FakeAnswer SlierContentFilter { get; } = Capture(400, "application/json",
        """
        {
          "error": {
            "message": "This content may violate our content policy, please check https://Slier.ai/terms to learn more. If you believe this to be in error, please contact us at safety@Slier.ai to keep our systems safe and available.",
            "param": "prompt",
            "reason": "content_filter",
            "status": 400
          }
        }
        """ + "\n");

    /// <summary>Gets vLLM's 401 for an invalid key: the error is a plain string.</summary>
    public static FakeAnswer VllmInvalidKey { get; } = Capture(401, "application/json",
        """{"error":"Unauthorized"}""");

    /// <summary>Gets xAI's response to a streaming request when the model is at capacity: JSON, with status 200.</summary>
    public static FakeAnswer XaiOverloadedInStream { get; } = Capture(200, "application/json",
        """{"code": "The service is currently unavailable", "error": "The model is at capacity. Please try again later."}""");

    /// <summary>Gets z.ai's 429 for an account whose balance is used up; waiting does not help.</summary>
    public static FakeAnswer ZaiBalance { get; } = Capture(429, "application/json",
        """{"error": {"code": "1113", "message": "Insufficient balance or no resource package. Please recharge."}}""");

    // The line endings in a checkout may differ from those of the capture.
    private static FakeAnswer Capture(int status, string contentType, string body, string newLine = "\n") =>
        FakeAnswer.Raw(body.ReplaceLineEndings(newLine), contentType, status);
}
