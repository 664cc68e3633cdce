using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server, which fails once and then sends an answer with a field that ChatSdk does not know.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
server?
    .AnswersError(503, "The model is loading.")
    .AnswersJson("""{"id":"c-1","model":"fake-model","timings":{"queue_ms":3},"choices":[{"index":0,"message":{"role":"assistant","content":"Bonjour !"},"finish_reason":"stop"}]}""");

var prompt = args.Length > 0 ? string.Join(' ', args) : "Say hello in French.";
var indented = new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

try
{
    using var client = new ChatClient(new ChatClientOptions
    {
        BaseAddress = server?.BaseAddress ?? address,
        ApiKey = Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model",
        CaptureResponseBody = true,
        OnAttempt = ShowAttempt,
        OnRetry = retry => Console.WriteLine($"Attempt {retry.Attempt} failed. The next one starts after {retry.Delay.TotalMilliseconds:0} ms.\n"),
        OnCompleted = ShowCall,
    });
    var request = new ChatCompletionRequest { Messages = [ChatMessage.User(prompt)], Temperature = 0.2 };
    Console.WriteLine($"The request object: {request.ToJson()}\n");

    ChatCompletion answer = await client.CreateAsync(request);
    Console.WriteLine($"The answer object: {answer.ToJson()}");
    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message.ReplaceLineEndings(" ")}");
    return 1;
}

void ShowAttempt(ChatAttemptInfo attempt)
{
    Console.WriteLine($"Attempt {attempt.Number}: {attempt.Method} {attempt.Address}");
    Console.WriteLine(attempt.RequestBody is null ? "" : Indent(attempt.RequestBody));
    var result = attempt.Response is { } response ? $"status {(int)response.Status}" : attempt.Exception?.GetType().Name;
    Console.WriteLine($"Result: {result} after {attempt.Duration.TotalMilliseconds:0} ms\n");
}

void ShowCall(ChatCallInfo call)
{
    Console.WriteLine($"The call ended after {call.Attempts} attempt(s) and {call.Duration.TotalMilliseconds:0} ms.");
    if (call.ResponseBody is { } body)
    {
        Console.WriteLine($"The response as it was received:\n{Indent(body)}\n");
    }
}

string Indent(string json) => JsonNode.Parse(json)!.ToJsonString(indented);
