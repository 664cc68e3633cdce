using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in <c>docs/servers.md</c>.</summary>
internal static class ServerSnippets
{
    public static void Recipe1(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.openai.com/v1", apiKey: key, model: "gpt-4o-mini");
        var request = new ChatCompletionRequest { Messages = messages, MaxCompletionTokens = 500, StreamOptions = new() { IncludeUsage = true } };
    }

    public static async Task Recipe2Async(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "https://my-resource.openai.azure.com/openai/v1",
            ApiKey = key,
            ApiKeyHeader = "api-key",
            Model = "my-deployment",
        });
        ChatCompletion answer = await client.CreateAsync(new ChatCompletionRequest { Messages = messages });
        Console.WriteLine(answer.Choices[0].ExtraFields["content_filter_results"]);
    }

    public static async Task Recipe3Async(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://openrouter.ai/api/v1", apiKey: key, model: "openai/gpt-4.1-mini");
        var request = new ChatCompletionRequest { Messages = messages }
            .WithField("provider", new JsonObject { ["order"] = new JsonArray("OpenAI"), ["allow_fallbacks"] = false })
            .WithField("reasoning", new JsonObject { ["effort"] = "low" });
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine($"{answer.Provider} {answer.Usage?.ExtraFields["cost"]}");
    }

    public static async Task ShowCauseAsync(ChatClient client, ChatCompletionRequest request)
    {
        try
        {
            await client.CreateAsync(request);
        }
        catch (ChatApiException exception) when (exception.ExtraFields.TryGetValue("metadata", out JsonElement metadata))
        {
            Console.WriteLine($"{exception.Message} {metadata}");    // has "raw" and "provider_name"
        }
    }

    public static async Task Recipe4Async(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.groq.com/openai/v1", apiKey: key, model: "openai/gpt-oss-120b");
        var request = new ChatCompletionRequest { Messages = messages }.WithField("reasoning_format", "parsed");
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine($"{answer.Reasoning} {answer.ExtraFields["x_groq"]}");
    }

    public static void Recipe5(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.mistral.ai/v1", apiKey: key, model: "mistral-small-latest");
        var request = new ChatCompletionRequest { Messages = messages }
            .WithField("random_seed", 7)
            .WithField("safe_prompt", true);
    }

    public static async Task Recipe6Async(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.deepseek.com/v1", apiKey: key, model: "deepseek-reasoner");
        var request = new ChatCompletionRequest { Messages = messages }
            .WithField("thinking", new JsonObject { ["type"] = "enabled" });
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine($"{answer.Reasoning} {answer.Usage?.CachedTokens}");
    }

    public static void Recipe7(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.together.xyz/v1", apiKey: key, model: "deepseek-ai/DeepSeek-R1");
        var request = new ChatCompletionRequest { Messages = messages, TopK = 40, RepetitionPenalty = 1.1, Stop = ["END"] };
    }

    public static async Task Recipe8Async(string key, IReadOnlyList<ChatMessage> messages, ChatTool tool)
    {
        using var client = new ChatClient("https://generativelanguage.googleapis.com/v1beta/openai", apiKey: key, model: "gemini-2.5-pro");
        ChatCompletion answer = await client.CreateAsync(new ChatCompletionRequest { Messages = messages, Tools = [tool] });
        messages = [.. messages, answer.Message!, ChatMessage.Tool(answer.ToolCalls[0].Id!, "12:00")];
    }

    public static void Recipe9(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.x.ai/v1", apiKey: key, model: "grok-3-mini");
        var request = new ChatCompletionRequest { Messages = messages, ReasoningEffort = ReasoningEffort.High }
            .WithField("search_parameters", new JsonObject { ["mode"] = "auto" });
    }

    public static async Task Recipe10Async(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.perplexity.ai/chat/completions", apiKey: key, model: "sonar");
        var request = new ChatCompletionRequest { Messages = messages }
            .WithField("search_domain_filter", new JsonArray("example.org"));
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine(string.Join(' ', answer.Citations ?? []));
    }

    public static void Recipe11(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", apiKey: key, model: "qwen3-max");
        var request = new ChatCompletionRequest { Messages = messages }
            .WithField("enable_thinking", true)
            .WithField("thinking_budget", 1000);
    }

    public static void Recipe12(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.z.ai/api/paas/v4", apiKey: key, model: "glm-4.6");
        var request = new ChatCompletionRequest { Messages = messages }
            .WithField("thinking", new JsonObject { ["type"] = "disabled" });
    }

    public static async Task Recipe13Async()
    {
        using var client = new ChatClient("http://localhost:11434/v1", model: "qwen3:0.6b");
        IReadOnlyList<ChatModel> models = await client.ListModelsAsync();
    }

    public static async Task Recipe14Async(IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("http://localhost:8080/v1", model: "any");
        var request = new ChatCompletionRequest { Messages = messages, MinP = 0.05 }
            .WithField("grammar", "root ::= \"yes\" | \"no\"")
            .WithField("timings_per_token", true);
        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine(answer.ExtraFields["timings"]);
    }

    public static void Recipe15(IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("http://localhost:8000/v1", model: "meta-llama/Llama-3.3-70B-Instruct");
        var request = new ChatCompletionRequest { Messages = messages, TopK = 20 }
            .WithField("structured_outputs", new JsonObject { ["choice"] = new JsonArray("yes", "no") })
            .WithField("chat_template_kwargs", new JsonObject { ["enable_thinking"] = false });
    }

    public static void Recipe16()
    {
        using var client = new ChatClient("http://localhost:1234", model: "any");
    }

    public static void Recipe17(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("http://localhost:4000/v1", apiKey: key, model: "my-alias");
        var request = new ChatCompletionRequest { Messages = messages, Metadata = new() { ["team"] = "a" } };
    }

    public static void Recipe18(IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://katz.is-a.dev/v1", model: "llama-3.1-70b-turbo");
        var request = new ChatCompletionRequest { Messages = messages, Tools = false };
    }

    public static void Recipe19(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.Slier.ai/v1", apiKey: key, model: "claude-2");
        var request = new ChatCompletionRequest { Messages = messages, ModelParams = new() { Temperature = 1, TopP = 0.9 } };
    }

    public static void Recipe20(string key)
    {
        using var client = new ChatClient("http://localhost/api/v1", apiKey: key, model: "gpt-3.5-turbo");
    }

    public static async Task Recipe21Async(string key, IReadOnlyList<ChatMessage> messages)
    {
        using var client = new ChatClient("https://api.atoma.network/v1", apiKey: key, model: "meta-llama/Llama-3.3-70B-Instruct");
        ChatResult<ChatCompletion> result = await client.TryCreateAsync(new ChatCompletionRequest { Messages = messages });
        Console.WriteLine(result.IsSuccess ? result.Value.Text : result.Error.Message);
        TextCompletion text = await client.CreateTextAsync(new TextCompletionRequest { Prompt = ["Hello!"] });
    }

    public static void Recipe22(string key)
    {
        using var client = new ChatClient(new ChatClientOptions
        {
            BaseAddress = "http://localhost:8000/v1",
            ApiKey = "bearer" + key,
            ApiKeyScheme = "",
            Model = "default",
        });
    }
}
