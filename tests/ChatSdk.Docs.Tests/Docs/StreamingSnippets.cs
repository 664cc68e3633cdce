namespace ChatSdk.Docs.Tests.Docs;

/// <summary>The C# code that only <c>docs/streaming.md</c> contains.</summary>
internal static class StreamingSnippets
{
    public static async Task<ChatCompletion> ShowAndAccumulateAsync(ChatClient client, ChatCompletionRequest request)
    {
        var accumulator = new ChatCompletionAccumulator();
        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request))
        {
            accumulator.Add(chunk);
            Console.Write(chunk.Text);
        }

        ChatCompletion story = accumulator.ToCompletion();
        return story;
    }

    public static async Task ShowReasoningAsync(ChatClient client, ChatCompletionRequest request)
    {
        var reasoningRequest = request with { ReasoningEffort = ReasoningEffort.Low, StreamOptions = new() { IncludeUsage = true } };
        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(reasoningRequest))
        {
            Console.Error.Write(chunk.Reasoning);
            Console.Write(chunk.Text);
            if (chunk.Usage is { } usage)
            {
                Console.Error.WriteLine($"{usage.TotalTokens} tokens, {usage.ReasoningTokens ?? 0} of them for reasoning");
            }
        }
    }

    public static async Task StopAsync(ChatClient client, ChatCompletionRequest request)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var received = new ChatCompletionAccumulator();
        try
        {
            await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request, stop.Token))
            {
                received.Add(chunk);
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"Stopped after: {received.ToCompletion().Text}");
        }
    }

    public static async Task ResumeAsync(ChatCompletionRequest request)
    {
        using var resuming = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "http://localhost:8000/v1",
            Model = "llama-3.3-70b",
            StreamResumption = StreamResumption.ContinueFinalMessage,
        });
        await foreach (ChatCompletionChunk chunk in resuming.CreateStreamAsync(request))
        {
            Console.Write(chunk.Text);
        }
    }

    public static async Task TryAsync(ChatClient client, ChatCompletionRequest request)
    {
        await foreach (ChatResult<ChatCompletionChunk> result in client.TryCreateStreamAsync(request))
        {
            Console.Write(result.IsSuccess ? result.Value.Text : $"[failed: {result.Error.Message}]");
        }
    }

    public static async Task UsePartialAnswerAsync(ChatClient client, ChatCompletionRequest request)
    {
        try
        {
            await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request))
            {
                Console.Write(chunk.Text);
            }
        }
        catch (ChatException exception) when (exception.Partial is { } partial)
        {
            Console.WriteLine($"The stream was cut off after: {partial.Text} ({partial.ToolCalls.Count} tool calls, {partial.Usage?.TotalTokens} tokens)");
        }
    }
}
