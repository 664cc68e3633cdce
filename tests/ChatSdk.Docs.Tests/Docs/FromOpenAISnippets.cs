namespace ChatSdk.Docs.Tests.Docs;

/// <summary>The code that uses ChatSdk in <c>docs/migrating-from-openai.md</c>.</summary>
internal static class FromOpenAISnippets
{
    public static async Task<string> AskAsync(string address, string key)
    {
        using var client = new ChatClient(address, apiKey: key, model: "gpt-4o-mini");
        ChatCompletion answer = await client.CreateAsync(new ChatCompletionRequest
        {
            Messages = [ChatMessage.System("You are helpful."), ChatMessage.User("How are you?")],
            Temperature = 0.2,
            MaxCompletionTokens = 500,
        });
        Console.WriteLine($"{answer.Text} ({answer.FinishReason}, {answer.Usage?.TotalTokens} tokens)");
        return answer.Text;
    }

    public static async Task StreamAsync(ChatClient client)
    {
        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync("How are you?"))
        {
            Console.Write(chunk.Text);
        }
    }

    public static async Task<string> RunToolsAsync(ChatClient client)
    {
        ChatToolRun run = await client.RunToolsAsync(new ChatCompletionRequest
        {
            Messages = [ChatMessage.User("How warm is it in Paris?")],
            Tools = [ChatTool.FromDelegate(GetWeather, name: "get_weather", description: "Gets the weather in a city.")],
        });
        return run.Text;

        static string GetWeather(string city) => $"18 °C in {city}";
    }

    public static async Task FailAsync(ChatClient client)
    {
        try
        {
            await client.CreateAsync("How are you?");
        }
        catch (ChatRateLimitException exception)
        {
            Console.WriteLine(exception.IsQuotaExhausted ? "The quota is exhausted." : $"Too many requests; retry in {exception.RetryAfter}.");
        }
    }
}
