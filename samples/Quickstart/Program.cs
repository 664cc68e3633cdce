using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server: nothing to install, no key, no cost.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
Console.WriteLine(server is null ? $"Server: {address}" : $"Server: the embedded fake server at {server.BaseAddress} (set CHATSDK_BASE_URL for a real one)");

try
{
    using var client = new ChatClient(
        server?.BaseAddress ?? address!,
        Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
        Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");
    var prompt = args.Length > 0 ? string.Join(' ', args) : "Write a haiku about recursion in programming.";

    Console.WriteLine($"\nYou: {prompt}");
    ChatCompletion answer = await client.CreateAsync(prompt);
    Console.WriteLine($"Model: {answer.Text}");

    Console.WriteLine("\nThe same prompt, streamed:");
    var accumulator = new ChatCompletionAccumulator();
    await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(new ChatCompletionRequest
    {
        Messages = [ChatMessage.System("You are helpful."), ChatMessage.User(prompt)],
        StreamOptions = new() { IncludeUsage = true },
    }))
    {
        Console.Write(chunk.Text);
        accumulator.Add(chunk);
    }

    var streamed = accumulator.ToCompletion();
    Console.WriteLine($"\nFinish reason: {streamed.FinishReason}");
    Console.WriteLine(streamed.Usage is { } usage
        ? $"Tokens: {usage.PromptTokens} in, {usage.CompletionTokens} out, {usage.TotalTokens} in total"
        : "Tokens: not reported by the server");
    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message.ReplaceLineEndings(" ")}");
    return 1;
}
