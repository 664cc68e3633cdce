using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server, which fails as scripted. A real server will answer most of these requests.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
server?
    .Answers(FakeAnswer.Error(429, "Slow down.", code: "rate_limit_exceeded").WithHeader("Retry-After", "1")).AnswersText("Here I am.")
    .Answers(FakeAnswer.Error(429, "Slow down.", code: "rate_limit_exceeded").WithHeader("Retry-After", "3600"))
    .AnswersError(429, "You exceeded your current quota.", code: "insufficient_quota")
    .AnswersError(401, "Incorrect API key provided.", code: "invalid_api_key")
    .AnswersError(400, "This model's maximum context length is 8192 tokens.", code: "context_length_exceeded")
    .Answers(FakeAnswer.Stream("Once", " upon", " a").ThenCuts())
    .Answers(FakeAnswer.Silence())
    .Answers(FakeAnswer.Silence())
    .AnswersError(501, "This model does not do that.");
var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Tell me a story.")] };
var shortTime = TimeSpan.FromMilliseconds(200);

try
{
    using var client = new ChatClient(
        server?.BaseAddress ?? address!,
        Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
    using var source = new CancellationTokenSource();

    await ShowAsync("Rate limit, short", () => client.CreateAsync(request));
    await ShowAsync("Rate limit, long", () => client.CreateAsync(request));
    await ShowAsync("Quota", () => client.CreateAsync(request));
    await ShowAsync("API key", () => client.CreateAsync(request));
    await ShowAsync("Context length", () => client.CreateAsync(request));
    await ShowAsync("Truncated stream", () => client.CreateStreamAsync(request).ToCompletionAsync());
    await ShowAsync("Timeout", () => client.CreateAsync(request, new ChatCallOptions { AttemptTimeout = shortTime, MaxRetries = 0 }));
    source.CancelAfter(shortTime);
    await ShowAsync("Cancellation", () => client.CreateAsync(request, cancellationToken: source.Token));

    // TryCreateAsync sends the request like CreateAsync, but returns a failure in the ChatResult instead of throwing an exception.
    ChatResult<ChatCompletion> result = await client.TryCreateAsync(request);
    Console.WriteLine($"Without exceptions: {(result.IsSuccess ? result.Value.Text : result.Error.Message)}");
    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

static async Task ShowAsync(string title, Func<Task<ChatCompletion>> call)
{
    try
    {
        ChatCompletion answer = await call();
        Console.WriteLine($"{title}: \"{answer.Text}\"");
    }
    catch (ChatException exception) when (Explain(exception) is { } explanation)
    {
        Console.WriteLine($"{title}: {explanation}");
    }
    catch (OperationCanceledException)
    {
        Console.WriteLine($"{title}: The call was canceled.");
    }
}

// The more specific exceptions come first; null means that there is no explanation.
static string? Explain(ChatException exception) => exception switch
{
    ChatRateLimitException { IsQuotaExhausted: true } => "The quota is used up; waiting does not help.",
    ChatRateLimitException { RetryAfter: { } wait } => $"Too many requests; the server asks you to wait {wait.TotalMinutes:0} minutes.",
    ChatApiException { Kind: ChatErrorKind.Authentication } error => $"The API key is not valid. The server says: {error.ServerMessage}",
    ChatApiException { Kind: ChatErrorKind.ContextLength } => "The conversation is too long for this model: remove old turns.",
    ChatApiException error => $"The server rejected the request ({error.Kind}): {error.ServerMessage}",
    ChatTimeoutException timeout => $"Timed out ({timeout.Kind}) after {timeout.Attempts} attempt(s).",
    { Partial: { } partial } => $"The stream ended after \"{partial.Text}\".",
    _ => null,
};
