using static ChatSdk.ChatErrorKind;

namespace ChatSdk.Tests.Errors;

/// <summary>Tests how errors are classified, in particular if their status, code and type contradict each other.</summary>
[TestFixture]
public sealed class ErrorClassificationTests : FakeServerTest
{
    private static IEnumerable<TestCaseData> ErrorsToClassify =>
    [
        Case("DeepSeek sends invalid request for an empty balance", 402, """{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}""", QuotaExhausted),
        Case("z.ai sends 429 for an empty balance", 429, """{"code":"1113","message":"Insufficient balance or no resource package."}""", QuotaExhausted),
        Case("OpenAI sends invalid request for an invalid key", 401, """{"message":"Incorrect API key","type":"invalid_request_error","code":"invalid_api_key"}""", Authentication),
        Case("invalid key with 400", 400, """{"message":"Incorrect API key","code":"invalid_api_key"}""", Authentication),
        Case("Mistral sends internal error for an invalid request", 422, """{"message":"No","type":"internal_error_proxy"}""", InvalidRequest),
        Case("Cerebras sends quota for a rate limit", 429, """{"message":"Requests per minute limit exceeded","type":"too_many_requests_error","code":"request_quota_exceeded"}""", RateLimit),
        Case("Gemini sends quota for a rate limit", 429, """{"code":429,"message":"You exceeded your current quota, please check your plan.","status":"RESOURCE_EXHAUSTED"}""", RateLimit),
        Case("DashScope sends quota for a rate limit", 429, """{"code":"Throttling.AllocationQuota","message":"Allocated quota exceeded."}""", RateLimit),
        Case("llama-cpp-python sends 400 for an unknown model", 400, """{"message":"No","code":"model_not_found"}""", NotFound),
        Case("OpenAI sends 429 for an exhausted quota", 429, """{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}""", QuotaExhausted),
        Case("Moonshot sends 429 for an exhausted quota", 429, """{"message":"Your account is suspended","type":"exceeded_current_quota_error"}""", QuotaExhausted),
        Case("DashScope sends 400 for an overdue payment", 400, """{"message":"Access denied, overdue payment.","code":"Arrearage"}""", QuotaExhausted),
        Case("LiteLLM sends 400 for an exceeded budget", 400, """{"message":"Budget has been exceeded! Current cost: 1","type":"budget_exceeded","code":"400"}""", QuotaExhausted),
        Case("403 for an empty balance", 403, """{"message":"Please recharge your account"}""", QuotaExhausted),
        Case("403 for a content filter", 403, """{"message":"No","code":"content_policy_violation"}""", ContentFilter),
        Case("Azure content filter", 400, """{"message":"No","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}""", ContentFilter),
        Case("DashScope content filter", 400, """{"message":"No","code":"data_inspection_failed"}""", ContentFilter),
        Case("Zhipu content filter", 400, """{"message":"No","code":"1301"}""", ContentFilter),
        Case("overloaded with 429", 429, """{"message":"The engine is currently overloaded","type":"engine_overloaded_error"}""", Overloaded),
        Case("overloaded with 500", 500, """{"message":"Model is at capacity"}""", Overloaded),
        Case("context length with 413", 413, """{"message":"No","code":"tokens_limit_reached"}""", ContextLength),
        Case("context length with 422", 422, """{"message":"This model's maximum context length is 8192 tokens"}""", ContextLength),
        Case("context length with 500", 500, """{"message":"Your request exceeded model token limit: 8192"}""", ContextLength),
        Case("context length takes precedence over quota", 400, """{"message":"prompt is too long","code":"insufficient_quota"}""", ContextLength),
        Case("credits used up", 429, """{"message":"Your team has used all available credits or reached its monthly spending limit."}""", QuotaExhausted),
        Case("credit limit by type", 429, """{"message":"No","type":"credit_limit"}""", QuotaExhausted),
        Case("credit balance with 400", 400, """{"message":"Your credit balance is too low to access the API.","type":"invalid_request_error"}""", QuotaExhausted),
        Case("account balance with 403", 403, """{"code":30001,"message":"Sorry, your account balance is insufficient"}""", QuotaExhausted),
        Case("overdue account", 403, """{"code":"AccountOverdueError","message":"No"}""", QuotaExhausted),
        Case("content risk", 400, """{"message":"Content Exists Risk","type":"invalid_request_error"}""", ContentFilter),
        Case("content filtering policy", 400, """{"message":"Output blocked by content filtering policy"}""", ContentFilter),
        Case("sensitive content by code", 400, """{"code":"InputTextSensitiveContentDetected","message":"No"}""", ContentFilter),
        Case("usage policy", 400, """{"code":"invalid_prompt","message":"Your prompt was flagged as potentially violating our usage policy."}""", ContentFilter),
        Case("more tokens than allowed", 400, """{"message":"The input token count (9) exceeds the maximum number of tokens allowed (8)."}""", ContextLength),
        Case("over the context limit", 400, """{"message":"input length and `max_tokens` exceed context limit: 9 > 8"}""", ContextLength),
        Case("maximum prompt length", 400, """{"message":"This model's maximum prompt length is 8 but the request contains 9 tokens."}""", ContextLength),
        Case("inputs and new tokens", 422, """{"message":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8"}""", ContextLength),
        Case("invalid key with 200", 200, """{"code":"2049","message":"invalid api key"}""", Authentication),
        Case("a hint about the thinking budget is not a quota", 429, """{"message":"Rate limit. Tip: lower thinking_budget"}""", RateLimit),
        Case("quoted input is ignored", 422, """{"message":"No","input":"tell me about content_filter and insufficient_quota"}""", InvalidRequest),
        Case("quoted prompt is ignored", 400, """{"message":"No","prompt":"tell me about content_filter and insufficient_quota"}""", InvalidRequest),
        Case("quoted messages are ignored", 400, """{"message":"No","messages":"tell me about content_filter and insufficient_quota"}""", InvalidRequest),
        Case("quoted choices are ignored", 400, """{"message":"No","choices":"tell me about content_filter and insufficient_quota"}""", InvalidRequest),
        Case("quoted failed_generation is ignored", 400, """{"message":"No","failed_generation":"tell me about content_filter and insufficient_quota"}""", InvalidRequest),
        Case("a filter that was not triggered", 502, """{"message":"No","content_filter_results":{"hate":{"filtered":false}}}""", ChatErrorKind.Server),
        Case("a thinking budget is not a quota", 400, """{"message":"The thinking budget must be positive","type":"invalid_request_error"}""", InvalidRequest),
        Case("xAI sends permission denied for a content filter", 403, """{"message":"Content violates usage guidelines. Failed check: SAFETY","code":"permission-denied"}""", ContentFilter),
        Case("usage guidelines with 400", 400, """{"message":"The prompt breaks our Usage Guidelines."}""", ContentFilter),
        Case("invalid prompt for safety reasons", 400, """{"message":"Invalid prompt: access is limited for safety reasons.","type":"invalid_request_error","code":"invalid_prompt"}""", ContentFilter),
        Case("invalid prompt that was flagged", 400, """{"message":"Your request was flagged.","code":"invalid_prompt"}""", ContentFilter),
        Case("invalid prompt that is only malformed", 400, """{"message":"Invalid prompt: it must be a string.","code":"invalid_prompt"}""", InvalidRequest),
        Case("a safety setting is not a content filter", 400, """{"message":"Unknown field 'safety_settings'."}""", InvalidRequest),
        Case("moderation", 400, """{"message":"No","code":"moderation_blocked"}""", ContentFilter),
        Case("safety system", 400, """{"message":"Your request was rejected by the safety system."}""", ContentFilter),
        Case("safety system with 200", 200, """{"message":"Rejected by our safety system","code":"server_error"}""", ContentFilter),
        Case("a revoked key is not a content filter", 401, """{"message":"This key was revoked for breaking the usage guidelines."}""", Authentication),
        Case("daily quota", 429, """{"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"generate_requests","quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"50"}]},{"retryDelay":"30s"}]}""", QuotaExhausted),
        Case("daily quota in the metadata", 429, """{"message":"Quota exceeded.","details":[{"metadata":{"quota_limit":"GenerateRequestsPerDayPerProject"}}]}""", QuotaExhausted),
        Case("daily quota in the description of a violation", 429, """{"message":"Quota exceeded.","details":[{"violations":[{"subject":"x","description":"requests per day"}]}]}""", QuotaExhausted),
        Case("quotas per minute and per day", 429, """{"message":"Quota exceeded.","details":[{"violations":[{"quotaId":"RequestsPerMinute"},{"quotaId":"TokensPerDay"}]}]}""", QuotaExhausted),
        Case("daily quota with 200", 200, """{"code":429,"message":"Quota exceeded.","details":[{"violations":[{"quotaId":"TokensPerDay"}]}]}""", QuotaExhausted),
        Case("quota per minute", 429, """{"message":"Quota exceeded.","details":[{"violations":[{"quotaId":"GenerateRequestsPerMinutePerProject"}]}]}""", RateLimit),
        Case("daily limit as mere information", 429, """{"message":"Slow down.","limits":{"requests_per_day":200}}""", RateLimit),
        Case("daily quota in quoted input", 429, """{"message":"Slow down.","input":{"quotaId":"PerDay"}}""", RateLimit),
        Case("throttling with 400", 400, """{"message":"Rate exceeded","type":"ThrottlingException"}""", RateLimit),
    ];

    [TestCaseSource(nameof(ErrorsToClassify))]
    public async Task Error_is_classified_by_its_status_and_its_content(int status, string error, ChatErrorKind kind) =>
        (await GetErrorAsync(status, $$"""{"error":{{error}}}""")).Kind.Should().Be(kind);

    [TestCase(400, InvalidRequest, false)]
    [TestCase(401, Authentication, false)]
    [TestCase(402, QuotaExhausted, false)]
    [TestCase(403, Permission, false)]
    [TestCase(404, NotFound, false)]
    [TestCase(405, InvalidRequest, false)]
    [TestCase(408, ChatErrorKind.Timeout, true)]
    [TestCase(409, InvalidRequest, true)]
    [TestCase(413, InvalidRequest, false)]
    [TestCase(422, InvalidRequest, false)]
    [TestCase(423, InvalidRequest, false)]
    [TestCase(424, ChatErrorKind.Server, true)]
    [TestCase(425, Overloaded, true)]
    [TestCase(429, RateLimit, true)]
    [TestCase(498, Overloaded, true)]
    [TestCase(500, ChatErrorKind.Server, true)]
    [TestCase(501, ChatErrorKind.Server, false)]
    [TestCase(502, ChatErrorKind.Server, true)]
    [TestCase(503, Overloaded, true)]
    [TestCase(504, ChatErrorKind.Timeout, true)]
    [TestCase(524, ChatErrorKind.Timeout, true)]
    [TestCase(529, Overloaded, true)]
    public async Task Status_determines_the_kind_and_whether_to_retry(int status, ChatErrorKind kind, bool isRetryable)
    {
        var error = await GetErrorAsync(status, """{"error":{"message":"No"}}""");

        error.Kind.Should().Be(kind);
        error.IsRetryable.Should().Be(isRetryable);
    }

    [TestCase(429, "insufficient_quota", typeof(ChatRateLimitException))]
    [TestCase(429, null, typeof(ChatRateLimitException))]
    [TestCase(400, "content_filter", typeof(ChatContentFilterException))]
    [TestCase(400, null, typeof(ChatApiException))]
    public async Task Status_and_code_determine_the_exception_type_and_IsQuotaExhausted(int status, string? code, Type type)
    {
        Server.AnswersError(status, "No", code: code);

        var error = (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;

        error.Should().BeOfType(type);
        ((error as ChatRateLimitException)?.IsQuotaExhausted ?? false).Should().Be(code == "insufficient_quota");
    }

    private static TestCaseData Case(string name, int status, string error, ChatErrorKind kind) =>
        new TestCaseData(status, error, kind).SetArgDisplayNames(name);

    private async Task<ChatApiException> GetErrorAsync(int status, string body)
    {
        Server.AnswersJson(body, status);
        return (await FluentActions.Awaiting(() => Client.CreateAsync(_hello)).Should().ThrowAsync<ChatApiException>()).Which;
    }
}
