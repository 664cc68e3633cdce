using static ChatSdk.ChatErrorKind;

namespace ChatSdk.Tests.Errors;

/// <summary>Every known shape of an error body.</summary>
internal static class ErrorShapes
{
    /// <summary>Gets the shapes with an <c>error</c> object.</summary>
    public static IEnumerable<ErrorCase> Objects =>
    [
        new("OpenAI", 400, """{"error":{"message":"Bad top_p.","type":"invalid_request_error","param":"top_p","code":null}}""", InvalidRequest, "Bad top_p.") { Type = "invalid_request_error", Param = "top_p" },
        new("Groq", 400, """{"error":{"message":"Failed to call a function.","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"<f>"}}""", InvalidRequest, "Failed to call a function.") { Type = "invalid_request_error", Code = "tool_use_failed" },
        new("Moonshot", 401, """{"error":{"message":"Invalid Authentication","type":"invalid_authentication_error"}}""", Authentication, "Invalid Authentication") { Type = "invalid_authentication_error" },
        new("Azure", 401, """{"error":{"code":"401","message":"Access denied.","innererror":{"code":"X"},"status":401}}""", Authentication, "Access denied.") { Code = "401", Type = "401" },
        new("GitHub Models", 404, """{"error":{"code":"unknown_model","message":"Unknown model: x","details":"Unknown model: x"}}""", NotFound, "Unknown model: x") { Code = "unknown_model" },
        new("DashScope", 429, """{"error":{"code":"limit_requests","param":null,"message":"You exceeded your current requests list.","type":"limit_requests"},"request_id":"r"}""", RateLimit, "You exceeded your current requests list.") { Code = "limit_requests", Type = "limit_requests", IsRetryable = true },
        new("LiteLLM", 400, """{"error":{"message":"litellm.BadRequestError: no","type":null,"param":null,"code":"400"}}""", InvalidRequest, "litellm.BadRequestError: no") { Code = "400" },
        new("vLLM", 400, """{"error":{"message":"top_p must be in (0, 1]","type":"BadRequestError","param":null,"code":400}}""", InvalidRequest, "top_p must be in (0, 1]") { Code = "400", Type = "BadRequestError" },
        new("llama.cpp", 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", Overloaded, "Loading model") { Code = "503", Type = "unavailable_error", IsRetryable = true },
        new("llama.cpp context", 400, """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}""", ContextLength, "the request exceeds the available context size, try increasing it") { Code = "400", Type = "exceed_context_size_error" },
        new("LocalAI", 500, """{"error":{"code":500,"message":"could not load model","type":""}}""", Server, "could not load model") { Code = "500", IsRetryable = true },
        new("Ollama", 404, """{"error":{"message":"model 'x' not found","type":"not_found_error","param":null,"code":null}}""", NotFound, "model 'x' not found") { Type = "not_found_error" },
        new("MiniMax", 401, """{"type":"error","error":{"type":"authorized_error","message":"invalid api key (2049)","http_code":"401"},"request_id":"r"}""", Authentication, "invalid api key (2049)") { Type = "authorized_error" },
        new("atoma", 402, """{"error":{"code":"INSUFFICIENT_BALANCE","message":"Not enough"}}""", QuotaExhausted, "Not enough") { Code = "INSUFFICIENT_BALANCE" },
        new("OpenRouter", 502, """{"error":{"code":502,"message":"Provider returned error","metadata":{"raw":"{}","provider_name":"P"}},"user_id":"u"}""", Server, "Provider returned error") { Code = "502", IsRetryable = true },
        new("OpenRouter moderation", 403, """{"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["violence"],"flagged_input":"..."}}}""", ContentFilter, "Your input was flagged") { Code = "403" },
        new("Anthropic", 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"r"}""", Overloaded, "Overloaded") { Type = "overloaded_error", IsRetryable = true },
        new("message that is JSON", 400, """{"error":{"code":400,"message":"{\"error\":{\"code\":400,\"message\":\"Inner words\",\"status\":\"INVALID_ARGUMENT\"}}","status":"Bad Request"}}""", InvalidRequest, "Inner words") { Code = "400", Type = "Bad Request" },
        new("message that is a JSON list", 400, """{"error":{"code":400,"message":"[{\"error\":{\"code\":400,\"message\":\"Inner words\",\"status\":\"INVALID_ARGUMENT\"}}]","status":"Bad Request"}}""", InvalidRequest, "Inner words") { Code = "400", Type = "Bad Request" },
        new("message that only looks like JSON", 400, """{"error":{"message":"{oops"}}""", InvalidRequest, "{oops"),
        new("empty error", 500, """{"error":{}}""", Server, null) { IsRetryable = true, NeedsStatus = true },
    ];

    /// <summary>Gets the shapes with an <c>error</c> string, and those with the fields at the top level.</summary>
    public static IEnumerable<ErrorCase> Flat =>
    [
        new("string", 500, """{"error":"Something broke","status_code":500}""", Server, "Something broke") { IsRetryable = true },
        new("TGI", 422, """{"error":"Input validation error: `temperature` must be strictly positive","error_type":"validation"}""", InvalidRequest, "Input validation error: `temperature` must be strictly positive") { Type = "validation" },
        new("TGI overloaded", 429, """{"error":"Model is overloaded","error_type":"overloaded"}""", Overloaded, "Model is overloaded") { Type = "overloaded", IsRetryable = true },
        new("xAI", 400, """{"code":"Client specified an invalid argument","error":"Incorrect API key provided: xx"}""", InvalidRequest, "Incorrect API key provided: xx") { Code = "Client specified an invalid argument" },
        new("Cerebras", 404, """{"message":"Model x does not exist","type":"not_found_error","param":"model","code":"model_not_found"}""", NotFound, "Model x does not exist") { Type = "not_found_error", Param = "model", Code = "model_not_found" },
        new("SGLang", 400, """{"object":"error","message":"Bad","type":"BadRequestError","param":null,"code":400}""", InvalidRequest, "Bad") { Type = "BadRequestError", Code = "400" },
        new("NIM", 404, """{"message":"Unknown","type":"NotFound","code":404}""", NotFound, "Unknown") { Type = "NotFound", Code = "404" },
        new("NIM problem", 401, """{"status":401,"title":"Unauthorized","detail":"Authentication failed"}""", Authentication, "Authentication failed"),
        new("title alone", 500, """{"status":500,"title":"Internal Server Error"}""", Server, "Internal Server Error") { IsRetryable = true },
        new("Cohere", 429, """{"id":"i","message":"trial key, 20 calls / minute"}""", RateLimit, "trial key, 20 calls / minute") { IsRetryable = true },
        new("Mistral", 404, """{"object":"error","message":"Invalid model: x","type":"invalid_model","param":null,"code":"1500"}""", NotFound, "Invalid model: x") { Type = "invalid_model", Code = "1500" },
        new("Venice", 400, """{"error_type":"bad_input","error_message":"No"}""", InvalidRequest, "No") { Type = "bad_input", Code = "bad_input" },
        new("FastChat", 400, """{"text":"Too long","error_code":40303}""", InvalidRequest, "Too long") { Code = "40303" },
        new("error null next to a message", 400, """{"error":null,"message":"No"}""", InvalidRequest, "No"),
        new("MiniMax base_resp", 400, """{"base_resp":{"status_code":1004,"status_msg":"No"}}""", InvalidRequest, "No") { Code = "1004" },
        new("error_type alone", 400, """{"error_type":"bad_input","message":"No","success":false}""", InvalidRequest, "No") { Code = "bad_input", Type = "bad_input" },
        new("status as text", 500, """{"status":"failed"}""", Server, """{"status":"failed"}""") { IsRetryable = true },
        new("status alone", 401, """{"status":401}""", Authentication, null),
        new("code alone", 503, """{"code":503}""", Overloaded, null) { Code = "503", IsRetryable = true },
        new("title and no status", 502, """{"title":"Bad gateway","type":"about:blank"}""", Server, "Bad gateway") { Type = "about:blank", IsRetryable = true, NeedsStatus = true },
        new("AWS", 403, """{"Message":"User is not authorized"}""", Permission, "User is not authorized"),
        new("AWS Error", 400, """{"Error":{"Code":"ValidationError","Message":"No"},"RequestId":"r"}""", InvalidRequest, "No") { Code = "ValidationError" },
        new("AWS Lambda", 500, """{"errorMessage":"It broke","errorType":"Runtime.ExitError"}""", Server, "It broke") { Code = "Runtime.ExitError", Type = "Runtime.ExitError", IsRetryable = true },
        new("AWS type alone", 500, """{"__type":"InternalServerException"}""", Server, null) { Type = "InternalServerException", IsRetryable = true },
    ];

    /// <summary>Gets the shapes with lists or unusual field names, and the bodies without readable error fields, such as HTML, plain text and an empty object.</summary>
    public static IEnumerable<ErrorCase> Others =>
    [
        new("Mistral object", 422, """{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted","input":true}]},"type":"invalid_request_error","param":null,"code":null}""", InvalidRequest, "Extra inputs are not permitted") { Type = "invalid_request_error", Param = "body.store" },
        new("Mistral list", 422, """{"object":"error","message":[{"type":"missing","loc":["body","messages",0,"content"],"msg":"Field required"}],"type":"invalid_request_error","code":"x"}""", InvalidRequest, "Field required") { Type = "invalid_request_error", Param = "body.messages.0.content", Code = "x" },
        new("FastAPI string", 401, """{"detail":"Unauthorized"}""", Authentication, "Unauthorized"),
        new("FastAPI list", 422, """{"detail":[{"loc":["body","n"],"msg":"value is not a valid integer","type":"type_error.integer"}]}""", InvalidRequest, "value is not a valid integer") { Param = "body.n" },
        new("FastAPI object", 404, """{"detail":{"error":"no such model"}}""", NotFound, "no such model"),
        new("Gemini", 400, """[{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}]""", InvalidRequest, "API key not valid.") { Code = "400", Type = "INVALID_ARGUMENT" },
        new("Cloudflare", 403, """{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"result":null,"messages":[]}""", Permission, "Authentication error") { Code = "10000" },
        new("list of strings", 400, """{"errors":["No"]}""", InvalidRequest, "No"),
        new("Apigee", 401, """{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}}""", Authentication, "Invalid ApiKey") { Code = "oauth.v2.InvalidApiKey" },
        new("JSON string", 500, "\"it broke\"", Server, "it broke") { IsRetryable = true, NeedsStatus = true },
        new("HTML with a title", 502, "<html><head><title>502 Bad Gateway</title></head><body><h1>no</h1></body></html>", Server, "502 Bad Gateway") { IsRetryable = true, NeedsStatus = true },
        new("HTML without a title", 504, "<h1>Gateway Timeout</h1>", ChatErrorKind.Timeout, "Gateway Timeout") { IsRetryable = true, NeedsStatus = true },
        new("plain text", 404, "404 page not found\n", NotFound, "404 page not found") { NeedsStatus = true },
        new("empty", 503, "", Overloaded, null) { IsRetryable = true, NeedsStatus = true },
        new("blank", 500, " \n", Server, null) { IsRetryable = true, NeedsStatus = true },
        new("truncated JSON", 500, """{"error":{"message":"cut o""", Server, """{"error":{"message":"cut o""") { IsRetryable = true, NeedsStatus = true },
        new("JSON null", 500, "null", Server, "null") { IsRetryable = true, NeedsStatus = true },
        new("empty object", 500, "{}", Server, "{}") { IsRetryable = true, NeedsStatus = true },
    ];
}
