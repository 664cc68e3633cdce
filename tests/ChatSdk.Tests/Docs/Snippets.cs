using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Tests.Docs;

/// <summary>
/// The C# code from the pages under docs, except the code that other files in this folder contain. <see cref="SnippetTests"/> compares it
/// with the pages.
/// </summary>
internal static class Snippets
{
    public static async Task FirstStepsAsync()
    {
        using var client = new ChatClient("http://localhost:11434/v1", apiKey: null, model: "llama3.2");

        ChatCompletion answer = await client.CreateAsync("Write a haiku about recursion in programming.");
        Console.WriteLine(answer.Text);

        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync("And one about streams."))
        {
            Console.Write(chunk.Text);
        }
    }

    public static void Register()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddChatClient(builder.Configuration.GetSection("Chat"));    // { "Chat": { "BaseAddress": "…", "Model": "…" } }
    }

    public static void RegisterTwo(HostApplicationBuilder builder)
    {
        builder.Services.AddChatClient("http://localhost:8000/v1");
        builder.Services.AddChatClient("fast", builder.Configuration.GetSection("Fast"));
    }

    public static async Task StreamAsync(ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request, cancellationToken))
        {
            Console.Write(chunk.Text);
        }
    }

    public static async Task StreamStoryAsync(ChatClient client)
    {
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Tell me a story.")] };
        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request))
        {
            Console.Write(chunk.Text);
        }
    }

    public static async Task StreamShortAsync(ChatClient client, ChatCompletionRequest request)
    {
        ChatCompletion completion = await client.CreateStreamAsync(request).ToCompletionAsync();
        await foreach (string text in client.CreateStreamAsync(request).TextChunksAsync())
        {
            Console.Write(text);
        }

        Console.WriteLine(completion.Text);
    }
}
