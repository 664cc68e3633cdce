using System.Diagnostics;
using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server, whose answer begins with reasoning.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
server?.Answers(FakeAnswer.Events(
    """{"choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"The user wants a rhyme."}}]}""",
    """{"choices":[{"index":0,"delta":{"reasoning_content":" Keep it short."}}]}""",
    """{"choices":[{"index":0,"delta":{"content":"Piece by piece"}}]}""",
    """{"choices":[{"index":0,"delta":{"content":" the tokens stream,"}}]}""",
    """{"choices":[{"index":0,"delta":{"content":"\nfaster than"}}]}""",
    """{"choices":[{"index":0,"delta":{"content":" a reader's dream."}}]}""",
    """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
    """{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":20,"total_tokens":29,"completion_tokens_details":{"reasoning_tokens":8}}}""",
    "[DONE]").Pausing(TimeSpan.FromMilliseconds(100)));

// The first Ctrl-C stops the stream and shows the text received so far; a second one ends the program.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
var accumulator = new ChatCompletionAccumulator();

try
{
    using var client = new ChatClient(
        server?.BaseAddress ?? address!,
        Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
    var watch = Stopwatch.StartNew();
    TimeSpan? first = null;
    var heading = "";

    await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(
        new ChatCompletionRequest
        {
            Messages = [ChatMessage.User(args.Length > 0 ? string.Join(' ', args) : "Write a rhyme about streams.")],
            StreamOptions = new() { IncludeUsage = true },
        },
        cancellationToken: stop.Token))
    {
        // The first chunk often has only the role, and the last one only the usage.
        first ??= chunk.Text.Length + chunk.Reasoning.Length > 0 ? watch.Elapsed : null;
        Write("Reasoning", chunk.Reasoning, ref heading);
        Write("Answer", chunk.Text, ref heading);
        accumulator.Add(chunk);
    }

    ChatCompletion answer = accumulator.ToCompletion();
    Console.WriteLine($"\n\nThe first token arrived after {first?.TotalMilliseconds:0} ms, the last after {watch.Elapsed.TotalMilliseconds:0} ms.");
    Console.WriteLine(answer.Usage is { } usage
        ? $"Tokens: {usage.PromptTokens} in, {usage.CompletionTokens} out, {usage.ReasoningTokens ?? 0} of them for reasoning"
        : "Tokens: not reported by the server");
    return 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine($"\n\nStopped. Received so far: {accumulator.ToCompletion().Text}");
    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

static void Write(string kind, string text, ref string heading)
{
    if (text.Length > 0)
    {
        Console.Write(kind == heading ? text : $"{(heading.Length > 0 ? "\n" : "")}{kind}: {text}");
        heading = kind;
    }
}
