using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

// This code is outside the ChatSdk namespace, whose types would hide the OpenAI types with the same names.
namespace Migration.Before;

/// <summary>The C# code in <c>docs/migrating-from-openai.md</c> that uses the <c>OpenAI</c> package, before the migration.</summary>
internal static class OpenAISnippets
{
    public static async Task<string> AskAsync(string address, string key)
    {
        var client = new ChatClient("gpt-4o-mini", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(address) });
        ChatCompletion answer = await client.CompleteChatAsync(
            [new SystemChatMessage("You are helpful."), new UserChatMessage("How are you?")],
            new ChatCompletionOptions { Temperature = 0.2f, MaxOutputTokenCount = 500 });
        Console.WriteLine($"{answer.Content[0].Text} ({answer.FinishReason}, {answer.Usage.TotalTokenCount} tokens)");
        return answer.Content[0].Text;
    }

    public static async Task StreamAsync(ChatClient client)
    {
        await foreach (StreamingChatCompletionUpdate update in client.CompleteChatStreamingAsync(new UserChatMessage("How are you?")))
        {
            foreach (ChatMessageContentPart part in update.ContentUpdate)
            {
                Console.Write(part.Text);
            }
        }
    }

    public static async Task<string> RunToolsAsync(ChatClient client, string schema)
    {
        List<ChatMessage> messages = [new UserChatMessage("How warm is it in Paris?")];
        var options = new ChatCompletionOptions
        {
            Tools = { ChatTool.CreateFunctionTool("get_weather", "Gets the weather in a city.", BinaryData.FromString(schema)) },
        };
        ChatCompletion answer = await client.CompleteChatAsync(messages, options);
        while (answer.FinishReason == ChatFinishReason.ToolCalls)
        {
            messages.Add(new AssistantChatMessage(answer));
            foreach (ChatToolCall call in answer.ToolCalls)
            {
                using JsonDocument arguments = JsonDocument.Parse(call.FunctionArguments);
                messages.Add(new ToolChatMessage(call.Id, GetWeather(arguments.RootElement.GetProperty("city").GetString()!)));
            }

            answer = await client.CompleteChatAsync(messages, options);
        }

        return answer.Content[0].Text;

        static string GetWeather(string city) => $"18 °C in {city}";
    }

    public static async Task FailAsync(ChatClient client)
    {
        try
        {
            await client.CompleteChatAsync(new UserChatMessage("How are you?"));
        }
        catch (ClientResultException exception) when (exception.Status == 429)
        {
            Console.WriteLine($"Rate limit reached or quota exhausted: {exception.Message}");
        }
    }
}
