using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

// This code is outside the ChatSdk namespace, whose types would take precedence over those of Microsoft.Extensions.AI.
namespace Pages;

/// <summary>The C# code in docs/extensions-ai.md.</summary>
internal static class ExtensionsAISnippets
{
    public static async Task AskAsync()
    {
        using var client = new ChatSdk.ChatClient("http://localhost:11434/v1", model: "llama3.2");
        IChatClient chat = client.AsIChatClient();

        ChatResponse answer = await chat.GetResponseAsync("Write a haiku about recursion.");
        await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync("And one about streams."))
        {
            Console.Write(update.Text);
        }
    }

    public static async Task<float> EmbedAsync()
    {
        using var embedder = new ChatSdk.ChatClient("http://localhost:11434/v1", model: "nomic-embed-text");
        IEmbeddingGenerator<string, Embedding<float>> generator = embedder.AsIEmbeddingGenerator();

        GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(["The food was delicious.", "The waiter was friendly."]);
        ReadOnlyMemory<float> vector = embeddings[0].Vector;
        return vector.Span[0];
    }

    public static void RegisterGenerator(IServiceCollection services)
    {
        services.AddChatClient("embeddings", options => (options.BaseAddress, options.Model) = ("http://localhost:8000/v1", "bge-m3")).AddIEmbeddingGenerator();
    }

    public static void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddChatClient(options => options.BaseAddress = "http://localhost:8000/v1").AddIChatClient();
        services.AddChatClient("fast", configuration.GetSection("Fast")).AddIChatClient();
    }

    public static ChatOptions Options()
    {
        var options = new ChatOptions
        {
            ModelId = "llama3.2",
            Tools = [AIFunctionFactory.Create((string city) => city == "Oslo" ? 9 : 18, "get_temperature")],
            AdditionalProperties = new() { ["min_p"] = 0.05 },    // any other field of the request
        };
        options.RawRepresentationFactory = _ => new ChatSdk.ChatCompletionRequest
        {
            Messages = [],
            MaxCompletionTokens = 500,
            StreamOptions = new() { IncludeUsage = true },
        };
        return options;
    }
}
