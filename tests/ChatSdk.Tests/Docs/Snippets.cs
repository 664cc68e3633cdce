using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Tests.Docs;

/// <summary>
/// The C# code of the README and of the pages under docs that is in no other file. <see cref="SnippetTests"/> compares it with the pages.
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

    public static async Task AskAsync(ChatClient client)
    {
        var request = new ChatCompletionRequest
        {
            Model = "gpt-4o-mini",
            Messages = [ChatMessage.System("You are helpful."), ChatMessage.User("How are you?")],
            Temperature = 0.2,
            Stop = ["11", "eleven"],
        }.WithField("top_a", 0.5);    // sets any other field; every record has this method

        ChatCompletion answer = await client.CreateAsync(request);
        Console.WriteLine($"{answer.Text} ({answer.FinishReason}, {answer.Usage?.TotalTokens} tokens)");
        Console.WriteLine(answer.ExtraFields.ContainsKey("provider_notes"));
    }

    public static async Task FailAsync(ChatClient client, ChatCompletionRequest request)
    {
        try
        {
            await client.CreateAsync(request);
        }
        catch (ChatRateLimitException exception)
        {
            Console.WriteLine(exception.IsQuotaExhausted ? "The quota is exhausted." : $"Too many requests; retry in {exception.RetryAfter?.ToString() ?? "a moment"}.");
        }
        catch (ChatException exception)
        {
            Console.WriteLine($"{exception.Message} Received so far: {exception.Partial?.Text}");
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

    public static async Task<string> TestAsync()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.AnswersError(503, "Not yet.").AnswersText("Hello.");
        using var client = new ChatClient(server.BaseAddress, model: "any");

        ChatCompletion answer = await client.CreateAsync("Hi");    // sends two requests, and returns "Hello."
        return answer.Text;
    }

    public static async Task<(string Text, ChatException? Failure)> TestFaultsAsync()
    {
        await using var server = await FakeChatServer.StartAsync();
        server.AnswersText("Hello.").Answers(FakeAnswer.Stream("Hel").ThenCuts());
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = server.BaseAddress, Model = "any", MaxRetries = 0 });
        var answer = await client.CreateAsync("Hi");
        try
        {
            await client.CreateStreamAsync("Hi").ToCompletionAsync();
            return (answer.Text, null);
        }
        catch (ChatException failure)
        {
            return (answer.Text, failure);
        }
    }

    public static async Task CreateAsync(ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        ChatCompletion answer = await client.CreateAsync(request, cancellationToken);
        Console.WriteLine(answer.Text);
    }

    public static async Task DifferAsync(ChatClient client, ChatCompletionRequest request)
    {
        await client.CreateAsync(request, new ChatCallOptions { AttemptTimeout = TimeSpan.FromSeconds(20), Headers = { ["X-Trace"] = "1" } });
    }

    public static async Task StreamAsync(ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync(request, cancellationToken))
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

    public static async Task TryAsync(ChatClient client, ChatCompletionRequest request)
    {
        ChatResult<ChatCompletion> result = await client.TryCreateAsync(request);
        Console.WriteLine(result.IsSuccess ? result.Value.Text : result.Error.Message);
    }

    public static async Task<ChatCompletion> LookAsync(ChatClient client)
    {
        ChatMessage look = ChatMessage.User("What is this?", await ContentPart.FromFileAsync("photo.jpg"));
        ChatCompletion seen = await client.CreateAsync([look]);
        return seen;
    }

    public static async Task<string> CallToolsAsync(ChatClient client, JsonElement schema)
    {
        List<ChatMessage> messages = [ChatMessage.User("What is the weather in Oslo?")];
        var tool = ChatTool.CreateFunction("get_weather", "Gets the weather of a city", schema);
        ChatCompletion asked = await client.CreateAsync(new ChatCompletionRequest { Messages = messages, Tools = [tool] });
        messages.Add(asked.Message!);
        messages.AddRange(asked.ToolCalls.Select(call => ChatMessage.Tool(call, "Snow")));
        ChatCompletion told = await client.CreateAsync(new ChatCompletionRequest { Messages = messages, Tools = [tool] });
        return told.Text;
    }

    public static async Task ListAsync(ChatClient client)
    {
        foreach (ChatModel model in await client.ListModelsAsync())
        {
            Console.WriteLine(model.Id);
        }
    }

    public static void UseExtraFields(ChatCompletion answer)
    {
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")] }
            .WithField("reasoning", new JsonObject { ["effort"] = "high" });
        JsonElement cost = answer.Usage!.ExtraFields["cost"];
        Console.WriteLine($"{request} {cost}");
    }
}
